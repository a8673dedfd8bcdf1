import { Stack, Token } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { isTree } from './override-tree';
import { isIntrinsic } from '../../core/headers-policy/intrinsics';
import { mapWhenResolved, type Behavior } from '../behaviors';
import { resolvedWithReferences } from '../policies/keep-references';
import { withPropertyNames } from '../property-names';

/** The properties of a behavior that this library adds to, with CloudFormation's names. */
export const OVERRIDDEN = {
  LambdaFunctionAssociations: 'lambdaFunctionAssociations',
  FunctionAssociations: 'functionAssociations',
  ResponseHeadersPolicyId: 'responseHeadersPolicyId',
} as const satisfies Record<string, keyof Behavior>;

export type OverriddenProperty = keyof typeof OVERRIDDEN;

/** The value of a property after an override, as a property of the L1. */
export function applyOverride(
  resource: CfnDistribution, property: OverriddenProperty, declared: unknown, override: unknown,
): unknown {
  if (override === undefined) return undefined;
  if (property === 'ResponseHeadersPolicyId') return override;
  // Inside a token are values, and no overrides of members.
  const value = isTree(override) ? override : resolvedWithReferences(Stack.of(resource), override);
  if (Array.isArray(value)) return value.map(withPropertyNames);
  if (isIntrinsic(value)) return Token.asAny(value);
  if (!isTree(value)) return value;
  const change = (list: unknown) => changedItems(Array.isArray(list) ? list : [], value);
  // The CDK replaces an intrinsic function as a whole by overrides of what is in it.
  const replaced = declared === undefined || isIntrinsic(Stack.of(resource).resolve(declared));
  return replaced ? change([]) : mapWhenResolved(declared, change);
}

/** A list after overrides of items by index. */
function changedItems(list: readonly unknown[], overrides: Readonly<Record<string, unknown>>): unknown[] {
  const changed = [...list];
  for (const [index, override] of Object.entries(overrides)) {
    changed[Number(index)] = isTree(override) && !isIntrinsic(override)
      ? { ...Object(changed[Number(index)]), ...Object(withPropertyNames(override)) }
      : withPropertyNames(override);
  }
  return changed.filter((item) => item !== undefined);
}

