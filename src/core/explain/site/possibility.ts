import type { SourceId } from '../source-ids';

/** What in a distribution can answer with an error, and under which condition. */
export interface Possibility {
  readonly source: SourceId;
  /** Path patterns of behaviors; absent if it is the same for all. */
  readonly behaviors?: readonly string[];
  /** The statuses that viewers can get. */
  readonly statuses: readonly number[];
  readonly condition: string;
  /** Parts of the template. */
  readonly evidence: readonly string[];
  readonly cure: string;
  readonly link: string;
  /** Whether it is a mistake more often than not: an error hides another one. */
  readonly isWarning: boolean;
}
