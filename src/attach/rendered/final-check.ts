import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { checkBehaviors } from './check-behaviors';
import { checkCoverage, type Expectation } from './check-coverage';
import { checkFunction, checkLambda } from './check-lambda';
import { checkLists } from './check-lists';
import { checkPossible } from './check-possible';
import { hasUnreadableBehaviors, type RenderedBehavior } from './rendered-behaviors';
import { ResourceFinder } from './rendered-resource';
import type { Problem } from '../../core/problem';

/** A Lambda@Edge function that this library created. */
export interface CreatedVersion {
  readonly version: Version;
  readonly arn: string;
}

/**
 * What CloudFront would refuse in the final template (with the user's overrides), for functions of this library and of
 * the user; and requested attachments that are missing.
 */
export function finalProblems(
  resource: CfnDistribution, behaviors: readonly RenderedBehavior[], created: readonly CreatedVersion[],
  expectation: Expectation,
): Problem[] {
  const stack = Stack.of(resource);
  const finder = new ResourceFinder(stack);
  const known = new Set(created.map(({ arn }) => JSON.stringify(stack.resolve(arn))));
  const lambdas = behaviors.flatMap((b) => b.associations).filter((a) => a.kind === 'lambda-edge' && !a.conditional);
  const others = new Map(
    lambdas.map(({ arn }) => [JSON.stringify(arn), arn] as const).filter(([text]) => !known.has(text)),
  );
  const problems = [
    ...checkLists(resource),
    ...checkBehaviors(stack, behaviors),
    ...checkPossible(stack, behaviors, expectation),
    ...created.flatMap(({ version }) => checkFunction(version.lambda.node.defaultChild as CfnResource)),
    ...[...others.values()].flatMap((arn) => checkLambda(finder, arn)),
    ...checkCoverage(stack, behaviors, expectation, () => hasUnreadableBehaviors(resource)),
  ];
  const seen = new Set<string>();
  return problems.filter(({ code, message }) => !seen.has(code + message) && seen.add(code + message));
}
