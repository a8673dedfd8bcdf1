import { isExemption } from '../rule/exemption';
import type { Place, RedirectRule } from '../rule/model';
import { quoted, type Report } from '../rule/report';
import { UNAVAILABLE } from '../rule/timing';

/** 68 years, the most that caches have to understand (RFC 9111 1.2.2). */
export const MOST_SECONDS = 2_147_483_647;

/** What to write, for messages. */
export const SECONDS = `whole seconds, from 0 to ${MOST_SECONDS.toLocaleString('en-US')}`;

/** Whether a number is a time that a header can have. */
export function isSeconds(value: number): boolean {
  return Number.isInteger(value) && value >= 0 && value <= MOST_SECONDS;
}

type Times = Pick<RedirectRule, 'cacheTtl' | 'retryAfter'>;

/** A time as it is written. */
interface Written {
  readonly value: number;
  readonly place: Place;
}

/** Validates the times of a rule, and where they mean something; undefined after an error. */
export function timesOf(
  { cacheTtl, retryAfter }: { readonly cacheTtl?: Written; readonly retryAfter?: Written },
  rule: Pick<RedirectRule, 'status' | 'target' | 'from'>,
  defaults: Pick<Times, 'cacheTtl'>,
  report: Report,
): Times | undefined {
  const before = report.problems.length;
  const fault = ({ place }: Written, message: string): void => (
    report.error('EDGE_REDIRECT_SECONDS', place, message));
  for (const [name, field] of Object.entries({ cacheTtl, retryAfter })) {
    if (field !== undefined && !isSeconds(field.value)) fault(field, `${quoted(name)} must be ${SECONDS}`);
  }
  if (cacheTtl !== undefined && rule.status === 200) {
    fault(cacheTtl, `${quoted(rule.from)} ${isExemption(rule) ? 'is left to the site, which says how long its answer is cached'
      : 'shows a page, which says how long it is cached'}; remove "cacheTtl"`);
  }
  if (retryAfter !== undefined && rule.status !== UNAVAILABLE) {
    fault(retryAfter, `"retryAfter" is for status 503, and ${quoted(rule.from)} ${isExemption(rule)
      ? 'is left to the site' : `has ${rule.status}`}; remove it, or set the status to 503`);
  }
  if (report.problems.length > before) return undefined;
  // A file keeps redirects for a day; maintenance ends sooner.
  const ofFile = rule.status === 200 || rule.status === UNAVAILABLE ? undefined : defaults.cacheTtl;
  const ttl = cacheTtl?.value ?? ofFile;
  return { ...(ttl !== undefined && { cacheTtl: ttl }), ...(retryAfter && { retryAfter: retryAfter.value }) };
}
