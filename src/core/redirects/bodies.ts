import { ERROR_STATUSES } from './rule/statuses';
import { compileMask } from '../errors/compile';
import type { MaskConfig, MaskPage } from '../errors/config';
import type { RuleSource } from '../errors/rules';
import { listedCodes, openRanges, type StatusSet } from '../errors/statuses';
import { VIEWER_METHODS } from '../facts/methods';

/** A page for answers of rules that have one of these statuses. */
export interface BodySource {
  readonly statuses: StatusSet;
  readonly page: MaskPage;
}

/** A page, and the statuses whose answers have it. */
export interface StatusBody {
  readonly statuses: readonly number[];
  readonly page: MaskPage;
}

/**
 * Which page each of these statuses gets. As for error pages, one that lists the status takes precedence over one with
 * a range, and of equals the first. Pages that no status gets are left out.
 */
export function statusBodies(sources: readonly BodySource[], statuses: readonly number[]): StatusBody[] {
  const chosen = new Map([...new Set(statuses)].map((status) => [status, sourceFor(sources, status)]));
  return sources.flatMap((source) => {
    const own = statusesOf(source).filter((status) => chosen.get(status) === source);
    return own.length === 0 ? [] : [{ statuses: own, page: source.page }];
  });
}

/** The statuses of rules that a set names. */
export function statusesOf({ statuses }: Pick<BodySource, 'statuses'>): number[] {
  return ERROR_STATUSES.filter((status) => lists(statuses, status) || hasInRange(statuses, status));
}

function sourceFor(sources: readonly BodySource[], status: number): BodySource | undefined {
  return sources.find(({ statuses }) => lists(statuses, status))
    ?? sources.find(({ statuses }) => hasInRange(statuses, status));
}

function lists(set: StatusSet, status: number): boolean {
  return listedCodes(set).includes(status);
}

function hasInRange(set: StatusSet, status: number): boolean {
  return openRanges(set).some(([from, to]) => status >= from && status <= to);
}

/**
 * The configuration for Lambda@Edge, where the step of error pages gives the answers of rules their pages. The answer
 * to any method has one.
 */
export function bodiesConfig(bodies: readonly StatusBody[]): MaskConfig {
  const rules = bodies.map(({ statuses, page }): RuleSource => ({
    statuses: { codes: statuses, ranges: [], except: [] },
    methods: VIEWER_METHODS,
    originHeaders: [],
    action: { kind: 'respond', page },
  }));
  return compileMask({ rules, keepHeaders: [], log: false }, []);
}
