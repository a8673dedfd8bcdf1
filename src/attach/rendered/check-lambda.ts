import { Stack, Token, type CfnResource } from 'aws-cdk-lib';
import { renderedProperties, type RenderedProperties, type ResourceFinder } from './rendered-resource';
import { LAMBDA_EDGE_TIMEOUT_MAX_SEC } from '../../core/facts/edge-limits';
import { error, type Problem } from '../../core/problem';

/** Lambda features that Lambda@Edge does not support: a test of the properties, what was found, and the fix. */
const NOT_AT_THE_EDGE: readonly (readonly [found: (p: RenderedProperties) => unknown, what: string, cure: string])[] = [
  [(p) => p.Environment?.Variables, 'has environment variables', 'bake the values into the code'],
  [(p) => p.Layers?.length, 'has layers', 'bundle them into the code'],
  [(p) => p.Architectures?.includes?.('arm64'), 'is built for arm64', 'use x86_64'],
  [(p) => p.VpcConfig, 'is attached to a VPC', 'remove the VPC'],
  [(p) => p.DeadLetterConfig, 'has a dead-letter queue', 'remove it'],
  [(p) => p.TracingConfig?.Mode === 'Active', 'is traced by X-Ray', 'turn tracing off'],
  [(p) => p.PackageType === 'Image', 'is a container image', 'use a zip file'],
  [(p) => p.EphemeralStorage?.Size > 512, 'has more than 512 MB of ephemeral storage', 'use 512 MB'],
  [(p) => p.KmsKeyArn, 'is encrypted with a key of your own', 'leave the key out'],
  [
    (p) => p.Timeout > LAMBDA_EDGE_TIMEOUT_MAX_SEC,
    `may run longer than ${LAMBDA_EDGE_TIMEOUT_MAX_SEC} seconds`,
    'shorten the timeout',
  ],
];

/**
 * Checks a function that a behavior names for what Lambda@Edge does not support.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-at-edge-function-restrictions.html
 * (checked 2026-11-20)
 */
export function checkLambda(finder: ResourceFinder, arn: unknown): Problem[] {
  if (typeof arn === 'string') return checkArn(arn);
  const resource = finder.referredBy(arn);
  switch (resource?.cfnResourceType) {
    case 'AWS::Lambda::Function': case 'AWS::Lambda::Alias': return [notAVersion(resource)];
    case 'AWS::Lambda::Version': return checkVersion(finder, resource);
    default: return []; // in another stack or a custom resource: cannot be checked from here
  }
}

/** Checks the properties of a function, in any stack. */
export function checkFunction(edgeFunction: CfnResource): Problem[] {
  const properties = renderedProperties(edgeFunction);
  const { region } = Stack.of(edgeFunction);
  const elsewhere =
    Token.isUnresolved(region) || region === 'us-east-1'
      ? []
      : [refusal(edgeFunction, `is in ${region}`, 'move it to us-east-1')];
  const features = NOT_AT_THE_EDGE.filter(([found]) => found(properties)).map(([, what, cure]) =>
    refusal(edgeFunction, what, cure),
  );
  return [...elsewhere, ...features];
}

function checkVersion(finder: ResourceFinder, version: CfnResource): Problem[] {
  const edgeFunction = finder.referredBy(renderedProperties(version).FunctionName);
  return edgeFunction ? checkFunction(edgeFunction) : [];
}

function checkArn(arn: string): Problem[] {
  const [, , , region, , , , qualifier] = arn.split(':');
  if (/^\d+$/.test(qualifier ?? '') && region === 'us-east-1') return [];
  return [error('EDGE_LAMBDA_VERSION', `${JSON.stringify(arn)} is not a numbered version in us-east-1; `
    + 'Lambda@Edge takes neither $LATEST nor aliases nor other Regions')];
}

export function notAVersion(resource: CfnResource): Problem {
  return error('EDGE_LAMBDA_VERSION', `${resource.node.path} is not a numbered version; Lambda@Edge takes neither `
    + '$LATEST nor aliases: use currentVersion');
}

function refusal(edgeFunction: CfnResource, what: string, cure: string): Problem {
  return error('EDGE_LAMBDA_FEATURE', `${edgeFunction.node.path} ${what}, which Lambda@Edge does not allow; ${cure}`);
}
