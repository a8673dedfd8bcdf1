import { labelled, type Problem } from '../core/problem';

/** A preview that cannot start: thrown once, with everything that is in its way. */
export class PreviewError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(labelled).join('\n'));
    this.name = 'PreviewError';
    // Not enumerable, since Node.js prints what is: all over again, below the message.
    Object.defineProperty(this, 'problems', { value: problems });
  }
}
