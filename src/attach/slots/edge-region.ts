import {
  Aws,
  BootstraplessSynthesizer,
  CfnRule,
  CliCredentialsStackSynthesizer,
  CrossStackReferences,
  DefaultStackSynthesizer,
  Fn,
  LegacyStackSynthesizer,
  PermissionsBoundary,
  PERMISSIONS_BOUNDARY_CONTEXT_KEY,
  ReferenceStrength,
  Stack,
  Stage,
  Token,
  type IStackSynthesizer,
  type StackProps,
} from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { Version } from 'aws-cdk-lib/aws-lambda';
import { Construct, type IConstruct } from 'constructs';
import { error, warning, type Problem } from '../../core/problem';
import { annotate } from '../annotations';

/** The only Region from which CloudFront takes Lambda@Edge functions. */
export const EDGE_REGION = 'us-east-1';

/**
 * The scope in which the functions of a distribution are created: its own stack if that is in us-east-1, otherwise a
 * support stack there.
 *
 * The support stack is created when the first construct attaches, not when the functions are created: aspects of the
 * user (tags, cdk-nag) would miss a stack that is added while aspects run.
 */
export function functionScope(resource: CfnDistribution, slots: Construct, stackId?: string): Construct {
  const scope = regionalScope(resource, slots, stackId);
  // With this feature flag the CDK would create a log group in this Region and configure every replica to use its name,
  // but Lambda@Edge logs in the Region near the viewer, under a name that it chooses.
  scope.node.setContext('@aws-cdk/aws-lambda:useCdkManagedLogGroup', false);
  // Metadata, ours or cdk-nag's, does not belong to a version: Lambda publishes none if code and settings are equal.
  scope.node.setContext('@aws-cdk/aws-lambda:recognizeVersionProps', true);
  return scope;
}

function regionalScope(resource: CfnDistribution, slots: Construct, stackId?: string): Construct {
  const stack = Stack.of(resource);
  if (stack.region === EDGE_REGION || Token.isUnresolved(stack.region)) return slots;
  // The hash of the path distinguishes distributions with the same id in different scopes.
  return new Construct(supportStack(stack, stackId), `Distribution${resource.node.addr.slice(-8)}`);
}

/**
 * Called when it is known whether there are Lambda@Edge functions. Without any, a support stack would be empty, which
 * CloudFormation refuses, and a stack without a Region may be deployed anywhere.
 */
export function settleScope(resource: CfnDistribution, scope: Construct, used: boolean): void {
  const stack = Stack.of(resource);
  if (used && Token.isUnresolved(stack.region)) guardRegion(stack);
  const support = Stack.of(scope);
  if (used || support === stack) return;
  support.node.tryRemoveChild(scope.node.id);
  const isEmpty = support instanceof SupportStack && support.node.children.length === 0;
  if (isEmpty) support.node.scope!.node.tryRemoveChild(support.node.id);
}

/** Makes cross-Region references to the version weak: with a strong reference the version could never be replaced. */
export function referWeakly(version: Version): void {
  CrossStackReferences.of(version).produce(ReferenceStrength.WEAK);
}

/** The support stack in us-east-1 for all distributions of a stack, in the same stage and account. */
function supportStack(stack: Stack, stackId?: string): Stack {
  const parent = outermost(stack);
  const existing = existingStack(parent, stackId ?? defaultId(parent)) as Stack | undefined;
  return existing ?? newSupportStack(parent, stackId);
}

function newSupportStack(parent: Stack, stackId?: string): Stack {
  return new SupportStack(stageOf(parent), stackId ?? defaultId(parent), {
    stackName: stackId === undefined ? supportStackName(parent) : undefined,
    description: `Lambda@Edge functions of ${parent.stackName}; CloudFront takes them from ${EDGE_REGION} only`,
    env: { account: Token.isUnresolved(parent.account) ? undefined : parent.account, region: EDGE_REGION },
    tags: parent.tags.tagValues(),
    ...sameDeployment(parent),
  });
}

/** A support stack that this library created. The user's own stacks are never modified. */
class SupportStack extends Stack {}

/** Enables termination protection of a support stack if the stack of the distribution has it, known only at synth. */
export function copyTerminationProtection(support: Stack, resource: CfnDistribution): void {
  const isSupport = support instanceof SupportStack;
  if (isSupport && outermost(Stack.of(resource)).terminationProtection) support.terminationProtection = true;
}

/** Regions of other partitions: China, GovCloud, isolated and sovereign clouds. Their accounts have no us-east-1. */
const OTHER_PARTITIONS = /^(?:cn|us-gov|us-iso\w*|eu-iso\w*|eusc)-/;

/** Reported if the account has no us-east-1, so that there is no place for the functions. */
export function partitionProblems(resource: CfnDistribution): Problem[] {
  const { region } = Stack.of(resource);
  return Token.isUnresolved(region) || !OTHER_PARTITIONS.test(region) ? [] : [error('EDGE_PARTITION',
    `is in ${region}, whose accounts have no ${EDGE_REGION} to put Lambda@Edge functions in; remove what needs `
    + 'them from this stack', 'distribution')];
}

/** Reported if the given stack id cannot be used for the support stack. */
export function stackIdProblems(resource: CfnDistribution, stackId: string | undefined): Problem[] {
  const parent = outermost(Stack.of(resource));
  if (stackId === undefined || parent.region === EDGE_REGION || Token.isUnresolved(parent.region)) return [];
  const existing = existingStack(parent, stackId);
  const fault = existing && stackFault(parent, existing);
  return fault === undefined ? [] : [error('EDGE_FUNCTION_STACK',
    `names ${fault}, got ${JSON.stringify(stackId)}; use the id of a stack in ${EDGE_REGION} and the account of the `
    + 'distribution, or one that is free', 'stackId')];
}

/** Why the functions cannot be in an existing stack. CloudFront only takes functions of the same account. */
function stackFault(parent: Stack, existing: IConstruct): string | undefined {
  if (!Stack.isStack(existing)) return 'a construct that is not a stack';
  const named = (value: string, unit: string) => Token.isUnresolved(value) ? `without ${unit}` : `in ${value}`;
  if (existing.region !== EDGE_REGION) return `a stack ${named(existing.region, 'a Region')}`;
  const known = [existing.account, parent.account].map((account) => Token.isUnresolved(account) ? undefined : account);
  return known[0] === known[1]
    ? undefined
    : `a stack ${named(existing.account, 'an account')} for a distribution ${named(parent.account, 'an account')}`;
}

function existingStack(parent: Stack, id: string): IConstruct | undefined {
  return stageOf(parent).node.tryFindChild(id);
}

function stageOf(parent: Stack): Construct {
  return (Stage.of(parent) ?? parent.node.root) as Construct;
}

function defaultId(parent: Stack): string {
  return `edge-functions-${parent.node.addr.slice(-8)}`;
}

const STACK_NAME_MAX_LENGTH = 128;

/**
 * Contains the Region: stacks with the same name in two Regions are common, and their support stacks share a Region.
 */
function supportStackName(parent: Stack): string {
  const name = `${parent.stackName}-${parent.region}-edge-functions`;
  return name.length <= STACK_NAME_MAX_LENGTH
    ? name
    : `${name.slice(0, STACK_NAME_MAX_LENGTH - 9)}-${parent.node.addr.slice(-8)}`;
}

/** Gives the support stack the synthesizer and permissions boundary of the parent: the account may require them. */
function sameDeployment(parent: Stack): Pick<StackProps, 'synthesizer' | 'permissionsBoundary'> {
  const { arn, name }: { name?: string; arn?: string } =
    parent.node.tryGetContext(PERMISSIONS_BOUNDARY_CONTEXT_KEY) ?? {};
  return {
    synthesizer: sameSynthesizer(parent.synthesizer),
    permissionsBoundary: arn ? PermissionsBoundary.fromArn(arn) : name ? PermissionsBoundary.fromName(name) : undefined,
  };
}

/** The synthesizers of the CDK. Their settings are not public. */
const SYNTHESIZERS: readonly (new (props?: object) => IStackSynthesizer)[] = [
  DefaultStackSynthesizer, CliCredentialsStackSynthesizer, BootstraplessSynthesizer, LegacyStackSynthesizer,
];

/**
 * A new synthesizer of the same class and settings; undefined (the default of the app) for the user's own classes.
 * Without it, the default synthesizer would need roles and a bucket that an account without modern bootstrapping does
 * not have.
 *
 * A new instance, because two stacks with one instance would share their list of assets.
 */
function sameSynthesizer(synthesizer: IStackSynthesizer): IStackSynthesizer | undefined {
  const { props } = synthesizer as { props?: object };
  const kind = SYNTHESIZERS.find((known) => known === synthesizer.constructor);
  return kind && new kind(props);
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}

/**
 * An environment-agnostic stack can be deployed to any Region. A rule of the template stops the deployment outside
 * us-east-1 before anything is created.
 */
function guardRegion(stack: Stack): void {
  const top = outermost(stack);
  const id = 'EdgeFunctionsRegion';
  if (top.node.tryFindChild(id)) return;
  annotate(top, [
    warning(
      'EDGE_REGION_UNKNOWN',
      'the stack has no explicit Region, so it is not known whether its Lambda@Edge functions will be in '
        + `${EDGE_REGION}; a rule of the template stops the deployment to another Region, and with an explicit Region `
        + 'the functions are placed for you',
    ),
  ]);
  new CfnRule(top, id, {
    assertions: [
      {
        assert: Fn.conditionEquals(Aws.REGION, EDGE_REGION),
        assertDescription: `This stack holds Lambda@Edge functions: deploy it to ${EDGE_REGION}, or give the stack `
          + 'an explicit region',
      },
    ],
  });
}
