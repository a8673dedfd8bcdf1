import { Lazy } from 'aws-cdk-lib';
import { Function as CloudFrontFunction, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import { error } from '../../core/problem';
import { refuse } from '../config-error';
import { globalName } from '../global-name';
import { shorten } from '../shorten';
import { composeCloudFrontFunction } from './code';
import type { BakedStep } from './contribution';
import { codeProblems } from './value-problems';

/** Creates the CloudFront Function of a viewer event. */
export function createCloudFrontFunction(
  scope: Construct, id: string, description: string, steps: readonly BakedStep[],
): CloudFrontFunction {
  const code = composeCloudFrontFunction(steps);
  const bytes = Buffer.byteLength(code);
  const tooLarge = bytes > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES ? [error('EDGE_FUNCTION_SIZE', `${description} has `
    + `${bytes} bytes of code; CloudFront takes ${CLOUDFRONT_FUNCTION_CODE_MAX_BYTES}: minify the files, or use `
    + 'Lambda@Edge')] : [];
  refuse(scope, [...codeProblems(code, description), ...tooLarge]);
  const edgeFunction: CloudFrontFunction = new CloudFrontFunction(scope, id, {
    // The CDK's default name does not contain the stack name. At most 64 characters.
    functionName: Lazy.string({ produce: () => globalName(edgeFunction, 64) }),
    comment: shorten(description, 128),
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
  });
  return edgeFunction;
}
