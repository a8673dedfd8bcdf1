import type { IConstruct } from 'constructs';
import { isRequestEvent, type EdgeEvent } from '../../core/facts/edge-events';
import { error, type Problem } from '../../core/problem';

/** Where the code of an existing function runs, compared with our steps. */
export type ExistingOrder = 'before' | 'after';

/** What a construct does about a function or a response headers policy that a behavior already has. */
export interface Existing {
  /** If false, it is refused. */
  readonly compose: boolean;
  /** Undefined for the default of the event. */
  readonly functionOrder?: ExistingOrder;
  /** Whose value a header has that both policies set; undefined if the user has not chosen. */
  readonly policyConflicts?: 'ours' | 'existing';
}

export const REFUSE: Existing = { compose: false };

/** A construct on a slot, with what it says about an existing function. */
interface Saying {
  readonly owner: IConstruct;
  readonly existing?: Existing;
}

/** Whether an existing function joins the steps of a slot: one construct that says so is enough. */
export function composesOn(landing: readonly Saying[]): boolean {
  return landing.some(({ existing }) => existing?.compose);
}

/**
 * Where the code of an existing function runs on a slot.
 *
 * By default after our steps on request events, since rewrites such as `/docs/` to `/docs/index.html` come after
 * redirects; before them on response events, so that our headers win.
 */
export function existingOrder(event: EdgeEvent, landing: readonly Saying[]): ExistingOrder {
  const said = ordersOn(landing)[0]?.order;
  return said ?? (isRequestEvent(event) ? 'after' : 'before');
}

/** Two constructs on a slot cannot have the existing function on two sides. */
export function orderProblems(event: EdgeEvent, landing: readonly Saying[]): Problem[] {
  const [first, ...others] = ordersOn(landing);
  const other = others.find(({ order }) => order !== first.order);
  return other === undefined
    ? []
    : [
      error(
        'EDGE_EXISTING_ORDER',
        `differs between constructs on ${event}: the existing `
            + `function runs ${first.order} ${first.owner.node.path} and ${other.order} ${other.owner.node.path}, `
            + 'which share '
            + 'one function; set the same functionOrder on both, or on one of them only',
        'existing',
      ),
    ];
}

function ordersOn(landing: readonly Saying[]) {
  return landing.flatMap(({ owner, existing }) => (
    existing?.compose && existing.functionOrder ? [{ owner, order: existing.functionOrder }] : []));
}
