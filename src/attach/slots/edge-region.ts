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

/** The one Region that CloudFront takes functions from. */
export const EDGE_REGION = 'us-east-1';

/**
 * Where the functions of a distribution live: in its own stack if that is in us-east-1, else in a stack of their own
 * there.
 *
 * Created when the first construct attaches, not when the functions are: a stack that appears while aspects run would
 * be missed by the user's own aspects (tags, cdk-nag).
 */
export function functionScope(resource: CfnDistribution, slots: Construct, stackId?: string): Construct {
  const scope = regionalScope(resource, slots, stackId);
  // With this flag of new apps the CDK would add a log group in this Region and have every replica write to its name,
  // while Lambda@Edge logs in the Region of each viewer under a name of its own.
  scope.node.setContext('@aws-cdk/aws-lambda:useCdkManagedLogGroup', false);
  // Metadata, ours or cdk-nag's, is no part of a version: Lambda makes none of the same code and settings.
  scope.node.setContext('@aws-cdk/aws-lambda:recognizeVersionProps', true);
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

/** A support stack of this library; a stack of the user that holds functions stays as it is. */
class SupportStack extends Stack {}

/**
 * Protects a support stack if the stack of the site is protected, which can be said at any time before the synthesis.
 */
export function protectAlike(support: Stack, resource: CfnDistribution): void {
  const ours = support instanceof SupportStack;
  if (ours && outermost(Stack.of(resource)).terminationProtection) support.terminationProtection = true;
}

/**
 * Regions of other partitions: China, GovCloud, isolated and sovereign clouds. Their accounts have nothing in
 * us-east-1.
 */
const OTHER_PARTITIONS = /^(?:cn|us-gov|us-iso\w*|eu-iso\w*|eusc)-/;

/** Why the functions of a distribution cannot be anywhere. */
export function partitionProblems(resource: CfnDistribution): Problem[] {
  const { region } = Stack.of(resource);
  return Token.isUnresolved(region) || !OTHER_PARTITIONS.test(region) ? [] : [error('EDGE_PARTITION',
    `is in ${region}, whose accounts have no ${EDGE_REGION} to put Lambda@Edge functions in; remove what needs `
    + 'them from this stack', 'distribution')];
}

/** Why a stack id that was asked for cannot be had. */
export function stackIdProblems(resource: CfnDistribution, stackId: string | undefined): Problem[] {
  const parent = outermost(Stack.of(resource));
  if (stackId === undefined || parent.region === EDGE_REGION || Token.isUnresolved(parent.region)) return [];
  const existing = existingStack(parent, stackId);
  const fault = existing && stackFault(parent, existing);
  return fault === undefined ? [] : [error('EDGE_FUNCTION_STACK',
    `names ${fault}, got ${JSON.stringify(stackId)}; use the id of a stack in ${EDGE_REGION} and the account of the `
    + 'distribution, or one that is free', 'stackId')];
}

/** What is wrong with putting the functions there. CloudFront takes functions of its own account only. */
function stackFault(parent: Stack, existing: IConstruct): string | undefined {
  if (!Stack.isStack(existing)) return 'something that is no stack';
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

/** With the Region: stacks of one name in two Regions are common, and their functions meet in one. */
function supportStackName(parent: Stack): string {
  const name = `${parent.stackName}-${parent.region}-edge-functions`;
  return name.length <= STACK_NAME_MAX_LENGTH
    ? name
    : `${name.slice(0, STACK_NAME_MAX_LENGTH - 9)}-${parent.node.addr.slice(-8)}`;
}

/**
 * An account that lets nobody in without its own bootstrap stack, or creates no role without a boundary, asks the same
 * of our stack.
 */
function sameDeployment(parent: Stack): Pick<StackProps, 'synthesizer' | 'permissionsBoundary'> {
  const { arn, name }: { name?: string; arn?: string } =
    parent.node.tryGetContext(PERMISSIONS_BOUNDARY_CONTEXT_KEY) ?? {};
  return {
    synthesizer: sameSynthesizer(parent.synthesizer),
    permissionsBoundary: arn ? PermissionsBoundary.fromArn(arn) : name ? PermissionsBoundary.fromName(name) : undefined,
  };
}

/** What a stack can be deployed with; the settings of all of them have no public name. */
const SYNTHESIZERS: readonly (new (props?: object) => IStackSynthesizer)[] = [
  DefaultStackSynthesizer, CliCredentialsStackSynthesizer, BootstraplessSynthesizer, LegacyStackSynthesizer,
];

/**
 * A synthesizer of the same kind with the settings of another one; undefined, which means the default of the app, where
 * it is of a kind that only the user knows. An account that was never bootstrapped, or in the old way, has no roles and
 * bucket for the default one.
 *
 * One instance must not serve two stacks: they would share the list of their assets.
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
 * An environment-agnostic stack can be deployed anywhere: anywhere else than us-east-1 it is stopped before it creates
 * anything.
 */
function guardRegion(stack: Stack): void {
  const top = outermost(stack);
  const id = 'EdgeFunctionsRegion';
  if (top.node.tryFindChild(id)) return;
  annotate(top, [
    warning(
      'EDGE_REGION_UNKNOWN',
      'the stack has no explicit Region, so that it cannot be seen whether its Lambda@Edge functions will be in '
        + `${EDGE_REGION}; a rule of the `
        + 'template stops the deployment elsewhere, and an explicit Region lets them be placed for you',
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
