import { Lazy, Stack } from 'aws-cdk-lib';
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
import type { BakedContribution, BakedStep } from './contribution';
import { composeCloudFrontFunction } from './function-code';
import { isStored } from './function-runner';
import { fewerKinds } from './store-kinds';
import { storeProblems, storesOf } from './store-problems';
import { codeProblems } from './value-problems';

/** Creates the CloudFront Function of a viewer event. */
export function createCloudFrontFunction(
  scope: Construct, id: string, description: string, steps: readonly BakedStep[],
  contributions: readonly BakedContribution[],
): CloudFrontFunction {
  const { code, problems } = composedFunction(scope, description, steps, contributions);
  refuse(scope, problems);
  const stores = storesOf(Stack.of(scope), steps);
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

/** The code of a function, and why it cannot be created. */
export function composedFunction(
  scope: Construct, description: string, steps: readonly BakedStep[], contributions: readonly BakedContribution[],
): { readonly code: string; readonly problems: readonly Problem[] } {
  // A file may be commented: it stays readable in the account if there is room.
  const commented = composeCloudFrontFunction(steps);
  const hasValues = steps.some(({ values }) => values !== undefined && Object.keys(values).length > 0);
  const whole = hasValues ? sizeOf(steps) : Buffer.byteLength(commented);
  const short = whole > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES;
  const code = short ? composeCloudFrontFunction(steps, short) : commented;
  // An existing function has its code in the template as well, with whatever CloudFormation makes of it.
  const ours = steps.filter(({ existing }) => existing === undefined);
  const own = ours.length < steps.length || short ? composeCloudFrontFunction(ours) : code;
  const problems = [
    ...codeProblems(own, description),
    ...(short ? sizeProblems(description, steps, Math.min(whole, sizeOf(steps, true))) : []),
    ...storeProblems(scope, description, steps, contributions),
  ];
  return { code, problems };
}

function sizeProblems(description: string, steps: readonly BakedStep[], bytes: number): Problem[] {
  if (bytes <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES) return [];
  const there = steps.filter(({ part }) => part === 'custom').map(({ config, code = '' }) => (
    { name: (config as { name: string }).name, own: Buffer.byteLength(shortened(code)) }));
  const ours = bytes - there.reduce((sum, { own }) => sum + own, 0);
  const sizes = [...there.map(({ name, own }) => `${own} of ${name}`), `${ours} of this library`].join(', ');
  return [error('EDGE_FUNCTION_SIZE', `${description} has ${bytes} bytes of code, ${sizes}; CloudFront takes `
    + `${CLOUDFRONT_FUNCTION_CODE_MAX_BYTES}, and comments and spaces are not among them: ${sizeCure(steps)}`)];
}

function sizeCure(steps: readonly BakedStep[]): string {
  if (steps.some(isStored)) {
    const fewer = fewerKinds(steps, (others) => sizeOf(others, true));
    return 'redirects of a key value store have code for all kinds of rules that it may have, and leave no room for '
      + `other code; ${fewer && `${fewer}, or `}keep the rules in the code (RedirectSource.fromFile), or in a bucket `
      + 'on RedirectEventType.ORIGIN_REQUEST (RedirectSource.fromBucket), or leave the behaviors out with '
      + 'EdgeBehaviors.allExcept';
  }
  const cure = steps.some(({ part }) => part === 'redirect')
    ? 'use fewer rules, or move the redirects to RedirectEventType.ORIGIN_REQUEST, where they run on Lambda@Edge'
    : 'or use Lambda@Edge';
  return `shorten the names in the files, ${cure}`;
}

/** Without the values that CloudFormation inserts, which are not known. */
function sizeOf(steps: readonly BakedStep[], short = false): number {
  const unknown = steps.map((step) => (
    { ...step, values: Object.fromEntries(Object.keys(step.values ?? {}).map((name) => [name, ''])) }));
  return Buffer.byteLength(composeCloudFrontFunction(unknown, short));
}
