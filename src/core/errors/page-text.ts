import type { Placeholder } from './config';
import { PLACEHOLDER_MAX_BYTES, PLACEHOLDERS } from './placeholders';

/** Doubled braces belong to the template languages of browsers: `{{status}}` is theirs. */
const PLACEHOLDER = new RegExp(`(?<!\\{)\\{(${PLACEHOLDERS.join('|')})\\}(?!\\})`);

/** What a browser does not read as text: `const {path} = x` is a script's own, and a value there would be code. */
const CODE = /(<script\b[^]*?<\/script\s*>|<style\b[^]*?<\/style\s*>|<!--[^]*?-->)/i;

/** Types whose text can hold a value: neither scripts nor style sheets. */
const WITH_PLACEHOLDERS =
  /^(text\/(html|plain|xml)|application\/(xhtml\+xml|xml|([\w.-]+\+)?json)|image\/svg\+xml)(;|$)/;

/** A page cut at its placeholders: text, and a number for each gap. */
export function cutAtPlaceholders(text: string, type: string): (string | Placeholder)[] {
  if (!WITH_PLACEHOLDERS.test(type)) return [text];
  // With one group, split() gives text and code in turn.
  const pieces = /html|xml/.test(type) ? text.split(CODE) : [text];
  return joined(pieces.flatMap((piece, index) => (index % 2 === 1 ? [piece] : cut(piece))));
}

/** The most bytes that the page can have once its gaps are filled. */
export function largestSize(parts: readonly (string | Placeholder)[], binary = false): number {
  return parts.reduce<number>(
    (sum, part) => sum + (typeof part === 'string' ? byteLength(part, binary) : PLACEHOLDER_MAX_BYTES),
    0,
  );
}

function byteLength(part: string, binary: boolean): number {
  return Buffer.byteLength(part, binary ? 'base64' : 'utf8');
}

function cut(text: string): (string | Placeholder)[] {
  return text
    .split(PLACEHOLDER)
    .map((piece, index) => (index % 2 === 1 ? (PLACEHOLDERS.indexOf(piece as 'status') as Placeholder) : piece));
}

/** Neighbouring texts as one. */
function joined(parts: readonly (string | Placeholder)[]): (string | Placeholder)[] {
  const result: (string | Placeholder)[] = [];
  for (const part of parts) {
    const last = result[result.length - 1];
    if (part === '') continue;
    if (typeof part === 'string' && typeof last === 'string') result[result.length - 1] = last + part;
    else result.push(part);
  }
  return result;
}
