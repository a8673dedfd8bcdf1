import { quoted } from '../report';

/** A pattern of another router, and how rules express it. */
export interface Foreign {
  readonly find: RegExp;
  readonly is: string | ((found: string) => string);
  readonly cure: (found: string, text: string) => string;
  /** Whether it has a meaning of its own in `_redirects` files. */
  readonly isLine?: boolean;
}

/** The message, whose second half shows how rules express it. */
export function described({ is, cure }: Omit<Foreign, 'find'>, found: string, text: string, isLine: boolean): string {
  const what = typeof is === 'string' ? is : is(found);
  const why = isLine ? 'which is plain text in this file' : 'which rules do not support';
  return `${quoted(text)} has ${what}, ${why}; ${cure(found, text)}`;
}

/** Whether a pattern matches several parts of a path. */
export function isRest(found: string): boolean {
  return /\.\.\.|\*|<path:/.test(found);
}
