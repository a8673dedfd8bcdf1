import type { SourceId } from './source-ids';

export type Confidence = 'certain' | 'likely' | 'cannot-tell';

/** Another source that fits, and what would settle whether it was this one. */
export interface Candidate {
  readonly source: SourceId;
  readonly settledBy: string;
}

/** Which source answered, why, how sure that is, and what to change. */
export interface Verdict {
  readonly source: SourceId;
  readonly confidence: Confidence;
  /** One sentence: what happened. */
  readonly what: string;
  /** Quotes from the input. */
  readonly evidence: readonly string[];
  readonly cure: string;
  readonly link: string;
  /** Unless it is certain. */
  readonly settledBy?: string;
  /** What else fits, ranked. */
  readonly candidates: readonly Candidate[];
}

/** What an observation means. */
export interface Explanation {
  readonly status: number;
  /** Whether there is an error, also one that a status below 400 hides. */
  readonly isError: boolean;
  /** The first one is the answer; others are true as well. Empty if there is nothing to explain. */
  readonly verdicts: readonly Verdict[];
}
