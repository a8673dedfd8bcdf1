import { Stack, Stage, Token } from 'aws-cdk-lib';
import { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { POLICY_LIMITS } from '../../core/headers-policy/limits';
import { warning, type Problem } from '../../core/problem';
import { isRendered } from '../rendered/shared-resource';

/** The accounts of each app for which it was counted. */
const counted = new WeakMap<IConstruct, Set<string>>();

/** Warns if the app creates more policies in one account than the quota allows. Once for each account. */
export function policyQuota(scope: IConstruct): Problem[] {
  const { root } = scope.node;
  const account = accountOf(scope);
  const known = counted.get(root) ?? new Set();
  if (known.has(account)) return [];
  counted.set(root, known.add(account));
  const count = root.node.findAll()
    .filter((one) => CfnResponseHeadersPolicy.isCfnResponseHeadersPolicy(one))
    .filter((one) => isRendered(one) && accountOf(one) === account).length;
  const { policies } = POLICY_LIMITS;
  return count <= policies ? [] : [warning('EDGE_POLICY_QUOTA', `the app creates ${count} response headers policies in `
    + `one account; CloudFront allows ${policies} in it, with those of other apps, unless the quota is raised: choose `
    + 'equal settings, for which SecurityHeaders creates one policy in a stack, or have the quota raised')];
}

/** Stages are often for different accounts: those of unknown ones are counted apart. */
function accountOf(scope: IConstruct): string {
  const { account } = Stack.of(scope);
  return Token.isUnresolved(account) ? `?${Stage.of(scope)?.node.path ?? ''}` : account;
}
