import { labelled, type Problem } from '../core/problem';

/** The preview cannot start. One error has all problems. */
export class PreviewError extends Error {
  declare readonly problems: readonly Problem[];

  constructor(problems: readonly Problem[]) {
    super(problems.map(labelled).join('\n'));
    this.name = 'PreviewError';
    // Not enumerable, because Node.js prints enumerable properties, which would repeat the message.
    Object.defineProperty(this, 'problems', { value: problems });
  }
}
