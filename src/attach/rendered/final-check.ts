import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { checkBehaviors } from './check-behaviors';
import { checkCoverage, type Intention } from './check-coverage';
import { checkFunction, checkLambda } from './check-lambda';
import type { RenderedBehavior } from './rendered-behaviors';
import { ResourceFinder } from './rendered-resource';
import type { Problem } from '../../core/problem';

/**
 * What CloudFront would refuse in the final template, overrides of the user included, be it about our functions or about theirs; and
 * what of ours did not get there.
 */
export function finalProblems(
  resource: CfnDistribution, behaviors: readonly RenderedBehavior[], versions: readonly Version[], intention: Intention,
): Problem[] {
  const stack = Stack.of(resource);
  const finder = new ResourceFinder(stack);
  const arns = behaviors.flatMap((b) => b.associations).filter((a) => a.kind === 'lambda-edge').map((a) => a.arn);
  const distinct = [...new Map(arns.map((arn) => [JSON.stringify(arn), arn])).values()];
  const problems = [
    ...checkBehaviors(stack, behaviors),
    ...versions.flatMap((version) => checkFunction(version.lambda.node.defaultChild as CfnResource)),
    ...distinct.flatMap((arn) => checkLambda(finder, arn)),
    ...checkCoverage(stack, behaviors, intention),
  ];
  const seen = new Set<string>();
  return problems.filter(({ code, message }) => !seen.has(code + message) && seen.add(code + message));
}
