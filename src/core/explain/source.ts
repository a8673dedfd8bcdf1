import type { Signs } from './signs';
import type { SourceId } from './source-ids';
import type { ResultType } from '../facts/access-log';
import type { CloudFrontMessage } from '../facts/cloudfront-page';
import type { XCacheValue } from '../facts/x-cache';

/**
 * How much speaks for a source. `certain`: nothing else answers so. `likely`: documented or recorded of it, but not
 * of it alone. `possible`: it fits like others do, so that it never decides.
 */
export type Weight = 'certain' | 'likely' | 'possible';

/** What speaks for a source. */
export interface Finding {
  readonly weight: Weight;
  /** Quotes from the input. */
  readonly evidence: readonly string[];
  /** Instead of the sentence of the source. */
  readonly what?: string;
  readonly cure?: string;
  /** Whether it explains the response better than any other source that is found, too. */
  readonly isFirst?: boolean;
}

/** One of the possible sources of a response. */
export interface Source {
  readonly id: SourceId;
  /** One sentence: what happened. */
  readonly what: string;
  /** What to change, in terms of the CDK. */
  readonly cure: string;
  /** The page of AWS, or of this project. */
  readonly link: string;
  /** What would settle whether it was this source. */
  readonly settledBy: string;
  /**
   * Messages on CloudFront's page. Read from the length of a page that is not in the input, they are likely at most.
   */
  readonly messages?: Readonly<Partial<Record<CloudFrontMessage, Weight>>>;
  readonly xCache?: Readonly<Partial<Record<XCacheValue, Weight>>>;
  /** Values of x-edge-detailed-result-type, or of x-edge-result-type. */
  readonly logged?: Readonly<Partial<Record<ResultType, Weight>>>;
  /** What is not in a table. It decides alone if it finds something. */
  readonly find?: (signs: Signs) => Finding | undefined;
  /** Whether something rules the source out, if it is possible only. */
  readonly isExcluded?: (signs: Signs) => boolean;
}

/** A source and what speaks for it. */
export interface Found {
  readonly source: Source;
  readonly finding: Finding;
}
