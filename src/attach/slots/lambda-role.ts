import { CfnOutput, CfnResource, Fn, Stack } from 'aws-cdk-lib';
import {
  CompositePrincipal, Role, ServicePrincipal, type CfnRole, type IRole,
} from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import { EDGE_REGION } from './edge-region';
import type { ExistingLambda } from '../existing/lambda/existing-lambda';
import { named } from '../existing/referred-function';
import { resolvedWithReferences, targetOf } from '../policies/keep-references';
import { renderedProperties, ResourceFinder } from '../rendered/rendered-resource';

/** The role of a function, and where our permissions can be added. */
export interface LambdaRole {
  readonly role: IRole;
  /** Undefined if the role is not in this app: policies cannot be attached to it. */
  readonly attachable?: IRole;
  /** Whether it may write every log group already, so that a policy for that would only count against IAM's limit. */
  readonly logs: boolean;
  /** Undefined if the app has no L2 of it. */
  readonly own?: Role;
}

/** A role of our own; with the code of an existing function, the role of that function. */
export function lambdaRole(scope: Construct, id: string, existing: ExistingLambda | undefined): LambdaRole {
  return existing === undefined ? ownRole(scope, id) : existingRole(scope, id, existing.resource);
}

function ownRole(scope: Construct, id: string): LambdaRole {
  const role = new Role(scope, id, {
    assumedBy: new CompositePrincipal(
      new ServicePrincipal('lambda.amazonaws.com'),
      new ServicePrincipal('edgelambda.amazonaws.com'),
    ),
  });
  return { role, attachable: role, own: role, logs: false };
}

/**
 * The role itself and no copy: policies of buckets and keys may name it, and permissions that are granted to the
 * existing function later count for ours, too.
 */
function existingRole(scope: Construct, id: string, lambda: CfnFunction): LambdaRole {
  const stack = Stack.of(lambda);
  const target = targetOf(resolvedWithReferences(stack, lambda.role))
    ?? new ResourceFinder(stack).referredBy(named(stack.resolve(lambda.role)));
  if (!isRole(target)) return { role: Role.fromRoleArn(scope, id, lambda.role, { mutable: false }), logs: true };
  const own = target.node.scope instanceof Role ? target.node.scope : undefined;
  const logs = JSON.stringify(renderedProperties(target).ManagedPolicyArns ?? []).includes(
    '/AWSLambdaBasicExecutionRole',
  );
  if (outermost(Stack.of(target)) !== outermost(Stack.of(scope))) return { ...elsewhere(scope, id, target), own, logs };
  if (own) return { role: own, attachable: own, own, logs };
  const attachable = Role.fromRoleName(scope, `${id}Name`, target.ref);
  return { role: Role.fromRoleArn(scope, id, target.attrArn, { mutable: false }), attachable, logs };
}

/** Weak references, as to versions (ADR 004): the role could not be replaced otherwise. */
function elsewhere(scope: Construct, id: string, role: CfnRole): Pick<LambdaRole, 'role' | 'attachable'> {
  scope.node.addDependency(role); // becomes a dependency between the stacks
  const output = (name: string, value: string) => {
    const found = role.node.tryFindChild(name) as CfnOutput | undefined ?? new CfnOutput(role, name, { value });
    return Fn.getStackOutput(Stack.of(role).stackName, String(Stack.of(role).resolve(found.logicalId)), EDGE_REGION);
  };
  return {
    role: Role.fromRoleArn(scope, id, output('EdgeArn', role.attrArn), { mutable: false }),
    attachable: Role.fromRoleName(scope, `${id}Name`, output('EdgeName', role.ref)),
  };
}

function isRole(target: unknown): target is CfnRole {
  return (
    CfnResource.isCfnResource(target as CfnResource) && (target as CfnResource).cfnResourceType === 'AWS::IAM::Role'
  );
}

function outermost(stack: Stack): Stack {
  return stack.nestedStackParent ? outermost(stack.nestedStackParent) : stack;
}
