import { analyseHeaders } from '../../core/security-headers/analysis/analyse';
import { bySeverity, type Finding, type HeaderField } from '../../core/security-headers/analysis/finding';
import { scoreHeaders, type Score } from '../../core/security-headers/analysis/observatory/score';

/** The headers of one response, or those that a response headers policy sets. */
export interface CheckedResponse {
  /** What it is called in the report: a URL, a file, a policy. */
  readonly title: string;
  readonly headers: readonly HeaderField[];
  readonly status?: number;
  /** Whether every response has these headers. */
  readonly isStatic?: boolean;
  /** Whether all behaviors of a policy serve images, fonts and the like only. */
  readonly withoutDocuments?: boolean;
  /** The path patterns of the behaviors of a policy. */
  readonly behaviors?: readonly string[];
  /** Findings of the source itself, such as exceeded quotas of a policy. */
  readonly more?: readonly Finding[];
}

/** What a source has. */
export interface Loaded {
  readonly responses: readonly CheckedResponse[];
  /** For standard error. */
  readonly notes: readonly string[];
}

export interface Judged extends CheckedResponse {
  readonly findings: readonly Finding[];
  readonly skipped: readonly string[];
  readonly score: Score;
}

export function judge(response: CheckedResponse): Judged {
  const { headers, isStatic, withoutDocuments, more = [] } = response;
  const { findings, skipped } = analyseHeaders(headers, { isStatic, withoutDocuments });
  return { ...response, findings: bySeverity([...more, ...findings]), skipped, score: scoreHeaders(headers) };
}
