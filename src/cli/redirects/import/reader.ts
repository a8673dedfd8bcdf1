import type { Import } from './import';
import type { Dialect } from '../../../core/redirects/rule/dialects';

/** Reads the file of a platform. */
export interface PlatformReader {
  /** The dialect of its rules, if it is not `IMPORTED`. */
  readonly dialect?: Dialect;
  readonly read: (text: string, into: Import) => void;
}
