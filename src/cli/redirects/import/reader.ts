import type { Import } from './import';
import type { Dialect } from '../../../core/redirects/rule/dialects';

/** Reads the file of a platform. */
export interface PlatformReader {
  /** How its rules mean their text, where it is not as in `IMPORTED`. */
  readonly dialect?: Dialect;
  readonly read: (text: string, into: Import) => void;
}
