import { quoted } from './report';

/**
 * Patterns of other routers in a source, which no URL has as text: what browsers always escape (`{`, `<`, `^`), and
 * what only a regular expression means. Undefined for a source without any.
 */
export function foreignSource(text: string): string | undefined {
  const at = (expression: RegExp): string | undefined => expression.exec(text)?.[0];
  const is = (what: string, cure: string): string => `${quoted(text)} has ${what}, which rules do not know; ${cure}`;
  if (/^\^|\(\.[*+]\)\$?$|\(\?[:<=!P]|\\[dwsDWS]|\.\*/.test(text)) {
    return is('a regular expression', `write ${quoted(withoutRegex(text))}, and :splat or the name in the target`);
  }
  const either = at(/\([^()/]*\|[^()/]*\)/);
  if (either !== undefined) return is(`the alternatives ${either}`, 'write a rule for each');
  const braces = at(/%?\{[^{}]*\}/);
  if (braces !== undefined) {
    if (braces.startsWith('%')) return is(braces, 'write a host in front, as in https://www.example.com/old');
    return braces.includes(',')
      ? is(`the alternatives ${braces}`, 'write a rule for each')
      : is(braces, `write ${nameOf(braces)}, or %7B where a brace is meant`);
  }
  const angles = at(/<[^<>]*>/);
  if (angles !== undefined) return is(angles, `write ${nameOf(angles)}, or %3C where < is meant`);
  const set = at(/\[(?:\^[^\]]|[^\]]-)[^\]]*\][+*]?/);
  if (set !== undefined) return is(`the set ${set}`, 'write a name such as :id, which takes any text');
  const file = at(/(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*\]{1,2}(?=\/|$)/);
  return file && is(file, `write ${file.includes('...') ? '*, which is :splat in the target' : nameOf(file)}`);
}

/** References of other routers in a target; undefined for a target without any. */
export function foreignTarget(text: string, captures: readonly string[]): string | undefined {
  const is = (what: string, cure: string): string => `${quoted(text)} has ${what}, which rules do not know; ${cure}`;
  const flags = /\s\[[A-Z]+(?:=\w+)?(?:,[A-Z]+(?:=\w+)?)*\]$/.exec(text)?.[0];
  if (flags !== undefined) return is(`the flags${flags} of Apache`, 'write "statusCode" beside the target');
  const quote = /[“”„‟‘’]/.exec(text)?.[0];
  if (quote !== undefined && /^(?:\/|https?:)/.test(text)) {return is(`the curly quote ${quote}`, `remove it, or write ${encodeURIComponent(quote)} where it is meant`);}
  const reference = /\$?\{(?:[RC]:)?\w+\}|<\*?\w*>|%\{\w+\}/.exec(text)?.[0];
  return reference && is(reference, `write ${referenceOf(reference, captures)}`);
}

/** A `$1` or `%1` behind a source that captures something: text in any format, and never meant so. */
export function numberedReference(
  text: string, captures: readonly string[],
): { readonly is: string; readonly write: string } | undefined {
  const [is] = captures.length > 0 ? /\$\d(?!\d)|%[1-9](?![0-9A-Fa-f])/.exec(text) ?? [] : [];
  return is === undefined ? undefined : { is, write: referenceOf(is, captures) };
}

/** How a reference by number or name is written: the name that the source has at its place. */
function referenceOf(reference: string, captures: readonly string[]): string {
  const word = /\w+(?=\W*$)/.exec(reference)?.[0] ?? 'splat';
  const captured = /^\d+$/.test(word) ? captures[Number(word) - 1] : word;
  if (captured === undefined) return 'the name of a placeholder of the source, such as :id, or :splat for its *';
  return /^\d+$/.test(captured) ? (captures.includes('2') ? `:${captured}` : ':splat') : `:${captured}`;
}

function nameOf(pattern: string): string {
  return `:${/[A-Za-z_]\w*/.exec(pattern)?.[0] ?? 'id'}`;
}

/** `^/products/(.*)$` as we write it, as far as that can be reported. */
function withoutRegex(text: string): string {
  let count = 0;
  const named = (): string => `:p${++count}`;
  return text.replace(/^\^/, '').replace(/\$$/, '')
    .replace(/\(\?P?<([A-Za-z_]\w*)>[^()]*\)/g, ':$1')
    .replace(/\(\.[*+]\)$|\.[*+]$/, '*')
    .replace(/\((?!\?)[^()]*\)[+*?]?|\\[dwsDWS][+*]?|\[[^\]]*\][+*]|\.[*+]/g, named)
    .replace(/\\(.)/g, '$1').replace(/\/\?$/, '');
}
