import { Stack } from 'aws-cdk-lib';
import type { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { globalName, POLICY_NAME_LENGTH } from '../global-name';
import { rendered, replaceWhile } from '../rendered/shared-resource';

const PROPERTY = Symbol('cdk-cloudfront-edge.SharedPolicies');

/** How the comments of policies begin that this library makes. */
export const POLICY_COMMENT = 'Security headers of';

/**
 * The policies of a stack, of which those with equal content become one: an account may have 20.
 *
 * Compared when the policies are made, with the values of tokens. The first one stays, and is what the others were.
 */
export class SharedPolicies {
  static of(stack: Stack): SharedPolicies {
    const holder = stack as Stack & { [PROPERTY]?: SharedPolicies };
    const known = holder[PROPERTY] ?? new SharedPolicies();
    if (holder[PROPERTY] === undefined) Object.defineProperty(holder, PROPERTY, { value: known });
    return known;
  }

  private readonly kept = new Map<string, CfnResponseHeadersPolicy>();

  private constructor() {}

  /** Leaves a policy out for the one that has the same content, unless a later aspect makes them differ. */
  add(policy: CfnResponseHeadersPolicy): void {
    const content = contentOf(policy);
    const kept = this.kept.get(content);
    if (kept === undefined) this.kept.set(content, policy);
    else if (kept !== policy && !hasOwnId(policy)) replaceWhile(unlessChanged([policy, kept]), policy, kept);
  }
}

/** Whether the user has chosen the logical id: the resource may be there already. */
function hasOwnId(policy: CfnResponseHeadersPolicy): boolean {
  const stack = Stack.of(policy);
  return stack.resolve(policy.logicalId) !== stack.getLogicalId(policy);
}

/** Whether the policies are still equal. Read again only if something was changed: references are resolved often. */
function unlessChanged(policies: readonly CfnResponseHeadersPolicy[]): () => boolean {
  const state = () => policies.map((policy) => [
    policy.responseHeadersPolicyConfig, policy.cfnOptions.condition, JSON.stringify(changesOf(policy)),
  ]).flat();
  let [known, equal] = [state(), true];
  return () => {
    const now = state();
    if (now.some((one, index) => one !== known[index])) {
      known = now;
      equal = new Set(policies.map(contentOf)).size === 1;
    }
    return equal;
  };
}

/** What `addOverride` has set, which the CDK has no public property for, and metadata and the like. */
function changesOf(policy: CfnResponseHeadersPolicy): unknown {
  const { rawOverrides } = policy as unknown as { readonly rawOverrides?: object };
  return Stack.of(policy).resolve([rawOverrides, { ...policy.cfnOptions, condition: undefined }]);
}

/** What the policy is in the template, without the name and the comment that this library has given it. */
function contentOf(policy: CfnResponseHeadersPolicy): string {
  const { Properties, Metadata, ...resource } = rendered(policy);
  const { Name, Comment, ...settings } = Properties.ResponseHeadersPolicyConfig;
  const { 'aws:cdk:path': _path, ...metadata } = Metadata ?? {};
  return JSON.stringify({
    ...resource,
    metadata,
    settings,
    ...!isOurs(policy, Name) && { Name },
    ...!String(Comment).startsWith(`${POLICY_COMMENT} `) && { Comment },
  });
}

/** Whether the name is the one that this library has made of the path of the policy or of its scope. */
function isOurs(policy: CfnResponseHeadersPolicy, name: unknown): boolean {
  const stack = Stack.of(policy);
  return policy.node.scopes.slice(-3, -1)
    .some((scope) => JSON.stringify(stack.resolve(globalName(scope, POLICY_NAME_LENGTH))) === JSON.stringify(name));
}
