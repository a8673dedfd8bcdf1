import { quoted } from './report';

/**
 * The problem of a source with a pattern of another router: characters that browsers always escape (`{`, `<`, `^`), or
 * the syntax of regular expressions. Undefined for a source without any.
 */
export function foreignSource(text: string): string | undefined {
  const at = (expression: RegExp): string | undefined => expression.exec(text)?.[0];
  const is = (what: string, cure: string): string => `${quoted(text)} has ${what}, which rules do not support; ${cure}`;
  if (/^\^|\(\.[*+]\)\$?$|\(\?[:<=!P]|\\[dwsDWS]|\.\*/.test(text)) {
    return is('a regular expression', `write ${quoted(withoutRegex(text))}, and :splat or the name in the target`);
  }
  const either = at(/\([^()/]*\|[^()/]*\)/);
  if (either !== undefined) return is(`the alternatives ${either}`, 'write a rule for each');
  const braces = at(/%?\{[^{}]*\}/);
  if (braces !== undefined) {
    if (braces.startsWith('%')) return is(braces, 'write a host before the path, as in https://www.example.com/old');
    return braces.includes(',')
      ? is(`the alternatives ${braces}`, 'write a rule for each')
      : is(braces, `write ${nameOf(braces)}, or %7B for a literal brace`);
  }
  const angles = at(/<[^<>]*>/);
  if (angles !== undefined) return is(angles, `write ${nameOf(angles)}, or %3C for a literal <`);
  const set = at(/\[(?:\^[^\]]|[^\]]-)[^\]]*\][+*]?/);
  if (set !== undefined) return is(`the set ${set}`, 'write a name such as :id, which matches any text');
  const file = at(/(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*\]{1,2}(?=\/|$)/);
  return file && is(file, `write ${file.includes('...') ? '*, which is :splat in the target' : nameOf(file)}`);
}

/** The problem of a target with a reference of another router; undefined for a target without any. */
export function foreignTarget(text: string, captures: readonly string[]): string | undefined {
  const is = (what: string, cure: string): string => `${quoted(text)} has ${what}, which rules do not support; ${cure}`;
  const flags = /\s\[[A-Z]+(?:=\w+)?(?:,[A-Z]+(?:=\w+)?)*\]$/.exec(text)?.[0];
  if (flags !== undefined) return is(`the flags${flags} of Apache`, 'write "statusCode" next to the target');
  const quote = /[“”„‟‘’]/.exec(text)?.[0];
  if (quote !== undefined && /^(?:\/|https?:)/.test(text)) {
    return is(`the curly quote ${quote}`, `remove it, or write ${encodeURIComponent(quote)} for a literal one`);
  }
  const reference = /\$?\{(?:[RC]:)?\w+\}|<\*?\w*>|%\{\w+\}/.exec(text)?.[0];
  return reference && is(reference, `write ${referenceOf(reference, captures)}`);
}

/** A `$1` or `%1` in a target whose source captures something: it is valid text, but never intended. */
export function numberedReference(
  text: string, captures: readonly string[],
): { readonly is: string; readonly write: string } | undefined {
  const [is] = captures.length > 0 ? /\$\d(?!\d)|%[1-9](?![0-9A-Fa-f])/.exec(text) ?? [] : [];
  return is === undefined ? undefined : { is, write: referenceOf(is, captures) };
}

/** The reference to write instead of one by number or name: the name of the capture in the source. */
function referenceOf(reference: string, captures: readonly string[]): string {
  const word = /\w+(?=\W*$)/.exec(reference)?.[0] ?? 'splat';
  const captured = /^\d+$/.test(word) ? captures[Number(word) - 1] : word;
  if (captured === undefined) return 'the name of a placeholder of the source, such as :id, or :splat for its *';
  return /^\d+$/.test(captured) ? (captures.includes('2') ? `:${captured}` : ':splat') : `:${captured}`;
}

function nameOf(pattern: string): string {
  return `:${/[A-Za-z_]\w*/.exec(pattern)?.[0] ?? 'id'}`;
}

/** A suggestion for `^/products/(.*)$` in our syntax, as far as possible. */
function withoutRegex(text: string): string {
  let count = 0;
  const named = (): string => `:p${++count}`;
  return text.replace(/^\^/, '').replace(/\$$/, '')
    .replace(/\(\?P?<([A-Za-z_]\w*)>[^()]*\)/g, ':$1')
    .replace(/\(\.[*+]\)$|\.[*+]$/, '*')
    .replace(/\((?!\?)[^()]*\)[+*?]?|\\[dwsDWS][+*]?|\[[^\]]*\][+*]|\.[*+]/g, named)
    .replace(/\\(.)/g, '$1').replace(/\/\?$/, '');
}
