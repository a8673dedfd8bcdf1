import { isPathPattern } from './block';
import { splitShare, type Share } from './share';
import { error, type Problem } from '../../core/problem';

/** What an origin does wrong: `--fault api.example.com=status:503`, `--fault '/search*=delay:2s,reset@10%'`. */
export interface OriginFault extends Share {
  /** As the user wrote it. */
  readonly text: string;
  /** A name of an origin, or a pattern for the path that the origin gets. */
  readonly target: string;
  readonly isOrigin: boolean;
  readonly delayMs?: number;
  /** Instead of an answer of the origin. */
  readonly status?: number;
  /** The origin closes the connection without an answer. */
  readonly isReset?: boolean;
}

/** An hour: each origin times out before. */
const DELAY_MAX_MS = 3_600_000;

/** @param origins Names of the origins: domain names, ids, and names of buckets. */
export function parseFault(text: string, origins: readonly string[]): OriginFault | Problem {
  const invalid = (expected: string): Problem => (
    error('EDGE_PREVIEW_ORIGIN_FAULT', `${JSON.stringify(text)} is not a valid fault; expected ${expected}`,
      '--fault'));
  const shared = splitShare(text);
  if (shared === undefined) return invalid('a share from 0.001% to 100% after the @, such as /search*=reset@10%');
  const at = shared.rest.lastIndexOf('=');
  const [target, what] = [shared.rest.slice(0, at), shared.rest.slice(at + 1)];
  const [, parts, times] = /^(.*?)(?:@([1-9]\d{0,5})x)?$/s.exec(what)!;
  if (at <= 0 || !parts) return invalid('ORIGIN=FAULT or PATTERN=FAULT, such as /api/*=status:503');
  const isOrigin = origins.includes(target);
  const isPattern = (target.startsWith('/') || target.includes('*')) && isPathPattern(target);
  if (!isOrigin && !isPattern) {
    return invalid(`a path pattern with a / or a *, or one of the origins ${origins.join(', ')}, before the =`);
  }
  if (times !== undefined && shared.percent !== 100) return invalid('a share such as @10% or a number such as @1x');
  let fault: OriginFault = { text, target, isOrigin, percent: shared.percent, ...(times && { times: Number(times) }) };
  for (const part of parts.split(',')) {
    const read = readPart(part.trim());
    if (read === undefined) {
      return invalid(`status:400 to status:599, delay:2s or delay:500ms, or reset, got ${JSON.stringify(part)}`);
    }
    fault = { ...fault, ...read };
  }
  return fault.status !== undefined && fault.isReset ? invalid('a status or a reset, not both') : fault;
}

function readPart(part: string): Partial<OriginFault> | undefined {
  if (part === 'reset') return { isReset: true };
  const [, status] = /^status:([45]\d\d)$/.exec(part) ?? [];
  if (status !== undefined) return { status: Number(status) };
  const [, number, unit] = /^delay:(\d{1,7}(?:\.\d{1,3})?)(ms|s)$/.exec(part) ?? [];
  const delayMs = Number(number) * (unit === 's' ? 1_000 : 1);
  return delayMs <= DELAY_MAX_MS ? { delayMs } : undefined;
}
