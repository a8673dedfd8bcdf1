import type { IConstruct } from 'constructs';
import type { CspDirective } from '../../core/security-headers/csp';
import { selects, without, type BehaviorSelector } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';

/** The behaviors whose responses get the headers of a construct, however they are set. */
export interface HeadersClaim {
  readonly owner: IConstruct;
  readonly behaviors: BehaviorSelector;
  /** The Content-Security-Policy that browsers enforce; undefined if there is none, or the origin may have another. */
  readonly csp?: readonly CspDirective[];
}

/**
 * Which construct has which behavior, where several select one: a construct that names the behavior has it, and those
 * that select all, or all but some, do without.
 */
export class HeadersClaims {
  constructor(
    private readonly claims: readonly HeadersClaim[], private readonly behaviors: readonly NamedBehavior[],
  ) {}

  /** The contribution of a construct without the behaviors that others name. */
  withoutNamed<T extends Pick<HeadersClaim, 'owner' | 'behaviors'>>(contribution: T): T {
    const { owner, behaviors } = contribution;
    const mine = this.claims.some((claim) => claim.owner === owner);
    if (!mine || isNaming(behaviors)) return contribution;
    const named = this.namedByOthers(owner).filter((pattern) => selects(behaviors, pattern));
    return named.length === 0 ? contribution : { ...contribution, behaviors: without(behaviors, named) };
  }

  /** The claims with the behaviors that they have. */
  settled(): HeadersClaim[] {
    return this.claims.map((claim) => this.withoutNamed(claim));
  }

  private namedByOthers(owner: IConstruct): string[] {
    const naming = this.claims.filter((claim) => claim.owner !== owner && isNaming(claim.behaviors));
    return this.behaviors.map(({ pattern }) => pattern)
      .filter((pattern) => naming.some((claim) => selects(claim.behaviors, pattern)));
  }
}

function isNaming({ kind }: BehaviorSelector): boolean {
  return kind === 'default' || kind === 'paths';
}
