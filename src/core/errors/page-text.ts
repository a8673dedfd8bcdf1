import type { Placeholder } from './config';
import { PLACEHOLDER_MAX_BYTES, PLACEHOLDERS } from './placeholders';

/** Double braces belong to client-side template languages: `{{status}}` is not a placeholder. */
const PLACEHOLDER = new RegExp(`(?<!\\{)\\{(${PLACEHOLDERS.join('|')})\\}(?!\\})`);

/** Scripts, styles and comments are skipped: in `const {path} = x` a value would be code. */
const CODE = /(<script\b[^]*?<\/script\s*>|<style\b[^]*?<\/style\s*>|<!--[^]*?-->)/i;

/** Content types in which placeholders are filled: neither scripts nor style sheets. */
const WITH_PLACEHOLDERS =
  /^(text\/(html|plain|xml)|application\/(xhtml\+xml|xml|([\w.-]+\+)?json)|image\/svg\+xml)(;|$)/;

/** Splits a page at its placeholders. */
export function cutAtPlaceholders(text: string, type: string): (string | Placeholder)[] {
  if (!WITH_PLACEHOLDERS.test(type)) return [text];
  // With one capture group, split() alternates between text and code.
  const pieces = /html|xml/.test(type) ? text.split(CODE) : [text];
  return joined(pieces.flatMap((piece, index) => (index % 2 === 1 ? [piece] : cut(piece))));
}

/** The largest size in bytes of the page with its placeholders filled. */
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

/** Joins adjacent texts. */
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
