import type { KnownPolicy } from './existing-policy';
import type { PolicyConfig } from '../../core/headers-policy/config';
import { headersOf, sameName } from '../../core/headers-policy/headers';
import { exceededLimits, type ExceededLimit } from '../../core/headers-policy/limits';
import { mergePolicies, type PolicyMerge, type Unreadable, type Winner } from '../../core/headers-policy/merge';

/** What is known of a merge when it is planned. */
export interface SourceMerge {
  readonly merge: PolicyMerge | Unreadable;
  /** Whether the existing policy sets a Content-Security-Policy. */
  readonly csp: boolean;
  readonly content: string;
  /** Quotas that the merged policy exceeds. */
  readonly exceeded: readonly ExceededLimit[];
}

export function sourceMerge(ours: PolicyConfig, source: KnownPolicy, winner: Winner): SourceMerge {
  const existing = source.read();
  const merge = mergePolicies(ours, existing, winner);
  const exceeded = 'unreadable' in merge ? [] : exceededLimits(merge.config);
  return { merge, csp: setsCsp(existing), content: contentOf(merge), exceeded };
}

export function contentOf(merge: PolicyMerge | Unreadable): string {
  return 'unreadable' in merge ? '' : JSON.stringify(merge.config);
}

function setsCsp(config: PolicyConfig): boolean {
  return headersOf(config)?.some(({ name }) => sameName(name, 'Content-Security-Policy')) ?? false;
}
