import type { UnknownPolicy } from './existing-policy';
import type { ExceededLimit } from '../../core/headers-policy/limits';
import type { Unreadable } from '../../core/headers-policy/merge';
import { error, warning } from '../../core/problem';
import type { BehaviorFinding } from '../slots/behavior-findings';

type Describe = BehaviorFinding['describe'];

const LEAVE_OUT = 'or leave such behaviors out with EdgeBehaviors.allExcept';

/** A behavior has a policy, and the construct does not say what to do about it. */
export function policyTaken(holder: string): Describe {
  return taken(holder, `merge them with existing: ExistingAttachments.compose(), remove it, ${LEAVE_OUT}`);
}

/** Two constructs set a policy on one behavior. */
export function policyTwice(other: string): Describe {
  return taken(other, 'select others in one of them; an instance that names a behavior, with EdgeBehaviors.paths, has '
    + 'it alone');
}

function taken(holder: string, cure: string): Describe {
  return ({ names, verb }) => error('EDGE_POLICY_TAKEN', `${names} already ${verb('has', 'have')} a response headers `
    + `policy, ${holder}; CloudFront applies one: ${cure}`);
}

/** CloudFront's own policies cannot be merged with others. */
export function policyNotManaged(name: string): Describe {
  return ({ names, verb }) => error('EDGE_POLICY_TAKEN', `${names} already ${verb('has', 'have')} a response headers `
    + `policy, ${name}, in whose place managedPolicy would set CloudFront's own: remove it, leave managedPolicy out, `
    + LEAVE_OUT);
}

export function policyUnknown({ name, why }: UnknownPolicy): Describe {
  return cannotMerge(name, why);
}

export function policyUnreadable(name: string, { unreadable }: Unreadable): Describe {
  return cannotMerge(name, `whose ${unreadable} is only known at deploy time, or not by this version: write out its `
    + 'names, and put conditions on single values or items with one name');
}

/** The user wants the existing Content-Security-Policy, and one that only a function can set. */
export function policyKeepsCsp(name: string): Describe {
  return cannotMerge(name, 'whose Content-Security-Policy is to be kept (PolicyConflicts.EXISTING), but the function '
    + 'for CspSource.distributionDomain() would replace it: use PolicyConflicts.OURS, or no distributionDomain()');
}

function cannotMerge(name: string, why: string): Describe {
  return ({ names, verb }) => error('EDGE_POLICY_MERGE', `${names} ${verb('has', 'have')} the response headers policy `
    + `${name}, ${why}; ${LEAVE_OUT}`);
}

export function policyTooLarge(name: string, { what, limit, certain }: ExceededLimit): Describe {
  const text = (names: string, allows: string) => `the policy of ${names}, merged with ${name}, has more ${what}; `
    + `CloudFront allows ${allows}: remove some of either, ${LEAVE_OUT}`;
  return ({ names }) => (certain
    ? error('EDGE_POLICY_LIMIT', text(names, `${limit}`))
    : warning('EDGE_POLICY_LIMIT', text(names, `${limit} by reports`)));
}
