import { Lazy, type Stack } from 'aws-cdk-lib';
import {
  Function as CloudFrontFunction, FunctionCode, FunctionRuntime, type CfnFunction,
} from 'aws-cdk-lib/aws-cloudfront';
import type { Construct } from 'constructs';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import { error, type Problem } from '../../core/problem';
import { refuse } from '../config-error';
import { globalName } from '../global-name';
import { shortened } from '../javascript';
import { shorten } from '../shorten';
import type { BakedStep } from './contribution';
import { composeCloudFrontFunction } from './function-code';
import { codeProblems } from './value-problems';

/** Creates the CloudFront Function of a viewer event. */
export function createCloudFrontFunction(
  scope: Construct, id: string, description: string, steps: readonly BakedStep[], stores: readonly string[],
): CloudFrontFunction {
  // A file may be commented: it stays readable in the account if there is room.
  const whole = sizeOf(steps);
  const short = whole > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES;
  const code = composeCloudFrontFunction(steps, short);
  // An existing function has its code in the template as well, with whatever CloudFormation makes of it.
  const ours = steps.filter(({ existing }) => existing === undefined);
  const own = ours.length < steps.length || short ? composeCloudFrontFunction(ours) : code;
  refuse(scope, [
    ...codeProblems(own, description),
    ...(short ? sizeProblems(description, steps, Math.min(whole, sizeOf(steps, true))) : []),
    ...storeProblems(description, stores),
  ]);
  const edgeFunction: CloudFrontFunction = new CloudFrontFunction(scope, id, {
    // The CDK's default name does not contain the stack name. At most 64 characters.
    functionName: Lazy.string({ produce: () => globalName(edgeFunction, 64) }),
    comment: shorten(description, 128),
    code: FunctionCode.fromInline(code),
    runtime: FunctionRuntime.JS_2_0,
  });
  if (stores.length > 0) {
    const resource = edgeFunction.node.defaultChild as CfnFunction;
    const config = resource.functionConfig as CfnFunction.FunctionConfigProperty;
    resource.functionConfig = { ...config, keyValueStoreAssociations: [{ keyValueStoreArn: stores[0] }] };
  }
  return edgeFunction;
}

/** The KeyValueStores that steps need, each once. */
export function storesOf(stack: Stack, steps: readonly BakedStep[]): string[] {
  const arns = steps.flatMap(({ keyValueStore }) => (keyValueStore === undefined ? [] : [keyValueStore]));
  return [...new Map(arns.map((arn) => [JSON.stringify(stack.resolve(arn)), arn])).values()];
}

function sizeProblems(description: string, steps: readonly BakedStep[], bytes: number): Problem[] {
  if (bytes <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES) return [];
  const there = steps.filter(({ part }) => part === 'custom').map(({ config, code = '' }) => (
    { name: (config as { name: string }).name, own: Buffer.byteLength(shortened(code)) }));
  const ours = bytes - there.reduce((sum, { own }) => sum + own, 0);
  const sizes = [...there.map(({ name, own }) => `${own} of ${name}`), `${ours} of this library`].join(', ');
  const cure = steps.some(({ part }) => part === 'redirect')
    ? 'use fewer rules, or move the redirects to RedirectEventType.ORIGIN_REQUEST, where they run on Lambda@Edge'
    : 'or use Lambda@Edge';
  return [error('EDGE_FUNCTION_SIZE', `${description} has ${bytes} bytes of code, ${sizes}; CloudFront takes `
    + `${CLOUDFRONT_FUNCTION_CODE_MAX_BYTES}, and comments and spaces are not among them: shorten the names in the `
    + `files, ${cure}`)];
}

/** Without the values that CloudFormation inserts, which are not known. */
function sizeOf(steps: readonly BakedStep[], short = false): number {
  const unknown = steps.map((step) => (
    { ...step, values: Object.fromEntries(Object.keys(step.values ?? {}).map((name) => [name, ''])) }));
  return Buffer.byteLength(composeCloudFrontFunction(unknown, short));
}

function storeProblems(description: string, stores: readonly string[]): Problem[] {
  return stores.length < 2
    ? []
    : [
      error(
        'EDGE_FUNCTION_STORES',
        `${description} needs ${stores.length} KeyValueStores; `
            + 'CloudFront gives a function one: put the keys of both into one store (redirectors share one if each '
            + 'has a "prefix"), or leave the behaviors out with EdgeBehaviors.allExcept',
      ),
    ];
}
