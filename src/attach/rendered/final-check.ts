import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { checkBehaviors } from './check-behaviors';
import { checkCoverage, type Intention } from './check-coverage';
import { checkFunction, checkLambda } from './check-lambda';
import type { RenderedBehavior } from './rendered-behaviors';
import { ResourceFinder } from './rendered-resource';
import type { Problem } from '../../core/problem';

/** A function that the library has made. */
export interface OurFunction {
  readonly version: Version;
  readonly arn: string;
}

/**
 * What CloudFront would refuse in the final template, overrides of the user included, be it about our functions or
 * about theirs; and what of ours did not get there.
 */
export function finalProblems(
  resource: CfnDistribution, behaviors: readonly RenderedBehavior[], ours: readonly OurFunction[], intention: Intention,
): Problem[] {
  const stack = Stack.of(resource);
  const finder = new ResourceFinder(stack);
  const known = new Set(ours.map(({ arn }) => JSON.stringify(stack.resolve(arn))));
  const lambdas = behaviors.flatMap((b) => b.associations).filter((a) => a.kind === 'lambda-edge');
  const theirs = new Map(
    lambdas.map(({ arn }) => [JSON.stringify(arn), arn] as const).filter(([text]) => !known.has(text)),
  );
  const problems = [
    ...checkBehaviors(stack, behaviors),
    ...ours.flatMap(({ version }) => checkFunction(version.lambda.node.defaultChild as CfnResource)),
    ...[...theirs.values()].flatMap((arn) => checkLambda(finder, arn)),
    ...checkCoverage(stack, behaviors, intention),
  ];
  const seen = new Set<string>();
  return problems.filter(({ code, message }) => !seen.has(code + message) && seen.add(code + message));
}
