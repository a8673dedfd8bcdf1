import { Stack, type CfnResource } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IFunction, Version } from 'aws-cdk-lib/aws-lambda';
import { checkBehaviors } from './check-behaviors';
import { checkFunction, checkLambda } from './check-lambda';
import { renderedBehaviors, type RenderedBehavior } from './rendered-behaviors';
import type { Problem } from '../../core/problem';

/** A function that the library has made, and the behaviors that it was made for. */
export interface OurFunction {
  readonly version: Version;
  readonly patterns: readonly string[];
}

/**
 * What CloudFront would refuse in the final template, overrides of the user included, be it about our functions or about theirs.
 */
export function finalProblems(resource: CfnDistribution, ours: readonly OurFunction[]): Problem[] {
  const stack = Stack.of(resource);
  const behaviors = renderedBehaviors(resource);
  const lambdas = behaviors.flatMap((b) => b.associations).filter((a) => a.kind === 'lambda-edge');
  const problems = [
    ...checkBehaviors(stack, behaviors),
    ...ours.flatMap(({ version }) => checkFunction(functionOf(version.lambda))),
    ...lambdas.flatMap((association) => checkLambda(stack, association)),
    ...overridden(stack, ours, behaviors),
  ];
  const seen = new Set<string>();
  return problems.filter(({ code, message }) => !seen.has(code + message) && seen.add(code + message));
}

/** A property override of the behaviors replaces their lists of functions as a whole, ours included. */
function overridden(stack: Stack, ours: readonly OurFunction[], behaviors: readonly RenderedBehavior[]): Problem[] {
  const rendered = new Set(behaviors.flatMap((b) => b.associations).map((a) => JSON.stringify(a.arn)));
  // A function for a behavior that was named and never added is reported as that.
  const wanted = ours.filter(({ patterns }) => behaviors.some((b) => patterns.includes(b.pattern)));
  return wanted.filter(({ version }) => !rendered.has(JSON.stringify(stack.resolve(version.edgeArn)))).map(({ version }) => ({
    code: 'EDGE_OVERRIDDEN',
    severity: 'error',
    message: `the function ${version.lambda.node.path} is on no behavior of the final template: a property override has replaced it; `
      + 'override single properties, not the list of function associations',
  }));
}

function functionOf(edgeFunction: IFunction): CfnResource {
  return edgeFunction.node.defaultChild as CfnResource;
}
