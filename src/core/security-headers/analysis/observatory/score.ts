import { cspWorth } from './csp-worth';
import { framesWorth, isolationWorth, referrerWorth, sniffingWorth, transportWorth } from './header-worth';
import type { Worth } from './worth';
import { fieldsOf, type Fields } from '../fields';
import { isUnknown, type HeaderField } from '../finding';

/** What one header earns or costs. */
export interface HeaderWorth extends Worth {
  /** In lower case. */
  readonly header: string;
}

export interface Score {
  readonly headers: readonly HeaderWorth[];
  /** As if cookies, redirects and the scripts of the page were in order; undefined if a value is not known. */
  readonly total?: number;
  readonly grade?: string;
}

/**
 * The score of the headers by the rules of MDN's HTTP Observatory (algorithm 6, of version 1.6.3), which also looks at
 * more than headers.
 */
export function scoreHeaders(headers: readonly HeaderField[]): Score {
  const unknown = headers.filter(({ value }) => isUnknown(value)).map(({ name }) => name.toLowerCase());
  const fields = fieldsOf(headers);
  const judged = JUDGES.filter(([header]) => !unknown.includes(header))
    .map(([header, judge]) => ({ header, ...judge(fields) }));
  if (judged.length < JUDGES.length) return { headers: judged };
  const total = totalOf(judged.map(({ points }) => points));
  return { headers: judged, total, grade: gradeOf(total) };
}

const JUDGES: readonly (readonly [header: string, judge: (fields: Fields) => Worth])[] = [
  ['content-security-policy', (fields) => cspWorth(
    fields.get('content-security-policy') ?? [], fields.has('content-security-policy-report-only'))],
  ['strict-transport-security', transportWorth],
  ['x-content-type-options', sniffingWorth],
  ['x-frame-options', framesWorth],
  ['referrer-policy', referrerWorth],
  ['cross-origin-opener-policy', isolationWorth('cross-origin-opener-policy')],
  ['cross-origin-embedder-policy', isolationWorth('cross-origin-embedder-policy')],
  ['cross-origin-resource-policy', isolationWorth('cross-origin-resource-policy')],
];

/** What is earned counts only from 90 points on. */
function totalOf(points: readonly number[]): number {
  const sum = (list: readonly number[]): number => list.reduce((a, b) => a + b, 0);
  const base = 100 + sum(points.filter((one) => one < 0));
  return Math.max(0, base >= 90 ? base + sum(points.filter((one) => one > 0)) : base);
}

const GRADES: readonly (readonly [from: number, grade: string])[] = [
  [100, 'A+'], [90, 'A'], [85, 'A-'], [80, 'B+'], [70, 'B'], [65, 'B-'], [60, 'C+'], [50, 'C'], [45, 'C-'], [40, 'D+'],
  [30, 'D'], [25, 'D-'],
];

function gradeOf(total: number): string {
  return GRADES.find(([from]) => total >= from)?.[1] ?? 'F';
}
