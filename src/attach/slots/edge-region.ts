import { Annotations, Aws, CfnRule, CrossStackReferences, Fn, ReferenceStrength, Stack, Stage, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Construct } from 'constructs';

/** The one Region that CloudFront takes functions from. */
export const EDGE_REGION = 'us-east-1';

/**
 * Where the functions of a distribution live: in its own stack if that is in us-east-1, else in a stack of their own there.
 *
 * Created when the first construct attaches, not when the functions are: a stack that appears while aspects run would be missed
 * by the user's own aspects (tags, cdk-nag).
 */
export function functionScope(resource: CfnDistribution, slots: Construct, stackId?: string): Construct {
  const scope = regionalScope(resource, slots, stackId);
  // With this flag of new apps the CDK would add a log group in this Region and have every replica write to its name, while
  // Lambda@Edge logs in the Region of each viewer under a name of its own.
  scope.node.setContext('@aws-cdk/aws-lambda:useCdkManagedLogGroup', false);
  return scope;
}

function regionalScope(resource: CfnDistribution, slots: Construct, stackId?: string): Construct {
  const stack = Stack.of(resource);
  if (stack.region === EDGE_REGION) return slots;
  if (Token.isUnresolved(stack.region)) {
    guardRegion(stack);
    return slots;
  }
  // The address of the distribution keeps constructs of one id in different scopes apart.
  return new Construct(supportStack(stack, stackId), `Distribution${resource.node.addr.slice(-8)}`);
}

/** A version that another Region's stack names does so weakly: a strong reference could never be updated. */
export function referWeakly(version: Version): void {
  CrossStackReferences.of(version).produce(ReferenceStrength.WEAK);
}

/** One stack in us-east-1 for all distributions of a stack, in the same stage and account. */
function supportStack(stack: Stack, stackId?: string): Stack {
  const parent = outermost(stack);
  const scope = Stage.of(parent) ?? parent.node.root;
  const id = stackId ?? `edge-functions-${parent.node.addr.slice(-8)}`;
  const existing = scope.node.tryFindChild(id) as Stack | undefined;
  return existing ?? new Stack(scope as Construct, id, {
    stackName: stackId === undefined ? `${parent.stackName}-edge-functions` : undefined,
    description: `Lambda@Edge functions of ${parent.stackName}; CloudFront takes them from ${EDGE_REGION} only`,
    env: { account: Token.isUnresolved(parent.account) ? undefined : parent.account, region: EDGE_REGION },
    tags: parent.tags.tagValues(),
  });
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

/** An environment-agnostic stack can be deployed anywhere: anywhere else than us-east-1 it is stopped before it creates anything. */
function guardRegion(stack: Stack): void {
  const top = outermost(stack);
  const id = 'EdgeFunctionsRegion';
  if (top.node.tryFindChild(id)) return;
  Annotations.of(top).addWarningV2('cdk-cloudfront-edge:EDGE_REGION_UNKNOWN',
    `the stack has no explicit Region, so that it cannot be seen whether its Lambda@Edge functions will be in ${EDGE_REGION}; a rule of the `
    + 'template stops the deployment elsewhere, and an explicit Region lets them be placed for you');
  new CfnRule(top, id, {
    assertions: [{
      assert: Fn.conditionEquals(Aws.REGION, EDGE_REGION),
      assertDescription: `This stack holds Lambda@Edge functions: deploy it to ${EDGE_REGION}, or give the stack an explicit region`,
    }],
  });
}
