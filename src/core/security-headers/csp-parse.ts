import type { CspDirective } from './csp';
import { formOf } from './csp-directives';

/** A directive as a header has it. */
export interface ParsedDirective {
  /** In lower case, as browsers compare it. */
  readonly name: string;
  /** As it was written: keywords and schemes may be of any case. */
  readonly values: readonly string[];
  /** Whether an earlier directive has the same name: browsers ignore this one. */
  readonly repeated: boolean;
}

const WHITESPACE = /[\t\n\f\r ]+/;

/**
 * The directives of one policy as browsers read them, in their order. Nothing is left out: also repeated and unknown
 * directives, for those who report them.
 *
 * @see https://www.w3.org/TR/CSP3/#parse-serialized-policy
 */
export function parseCsp(text: string): ParsedDirective[] {
  const seen = new Set<string>();
  return text.split(';').map(words).filter((list) => list.length > 0).map(([given, ...values]) => {
    const name = given.toLowerCase();
    const repeated = seen.has(name);
    seen.add(name);
    return { name, values, repeated };
  });
}

/** The directives as the model of a policy, in their order. */
export function readCsp(text: string): CspDirective[] {
  return parseCsp(text).map(({ name, values }) => ({
    name,
    sources: values.map((value) => (
      { kind: 'text', text: value, ...formOf(name) !== 'sources' && { only: 'word' } } as const)),
  }));
}

/** The policies of a header, or of several headers joined by commas. Browsers enforce all of them. */
export function parseCspHeader(text: string): ParsedDirective[][] {
  return text.split(',').map(parseCsp).filter((directives) => directives.length > 0);
}

function words(text: string): string[] {
  return text.split(WHITESPACE).filter((word) => word !== '');
}
