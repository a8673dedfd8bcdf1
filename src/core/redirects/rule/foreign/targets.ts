import { described, type Foreign, isRest } from './foreign';
import { REMAINS } from './remains';

/** Variables of servers: what a request has, and no source captures. */
const VARIABLE =
  /^(?:[A-Z_]{2,}|host|http_host|server_name|path|query|uri|request_uri|scheme|protocol|port|args|is_args|query_string)$/;

const TARGETS: readonly Foreign[] = [
  ...REMAINS,
  {
    find: /(?<=^(?:\/|https?:).*)[“”„‟‘’]/,
    is: (found) => `the curly quote ${found}`,
    cure: (found) => `remove it, or write ${encodeURIComponent(found)} for a literal one`,
  },
];

/** References to what a source captured; each may name a capture. */
const REFERENCES = new RegExp([
  /[$#]?\{{1,2}\*{0,2}(?:[A-Z]:)?\w+(?:[:.?][\w.]*)?\}{1,2}/, /\$?<[*\w:]*>/, /%\{\w+\}/, /\\[1-9]/,
  /\$(?:request_uri|uri|host|http_host|server_name|scheme|args|is_args|query_string)\b/,
  /\(\.[*+]\)/, /\*\*/, /(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*\]{1,2}(?=\/|$)/,
  /(?<!\w):[A-Za-z_]\w*(?:\([^()]*\)[*+?]?|[+*](?=$|[/?#]))/,
].map(({ source }) => source).join('|'));

/** Nearly all targets have none of these. */
const SUSPECT = /[()[\]{}<>$*\\“”„‟‘’+\s]|;$/;

/** The problem of a target with a reference of another router; undefined for a target without any. */
export function foreignTarget(text: string, captures: readonly string[], isLine = false): string | undefined {
  if (!SUSPECT.test(text)) return undefined;
  for (const foreign of TARGETS) {
    const found = foreign.find.exec(text)?.[0];
    if (found !== undefined) return described(foreign, found, text, isLine);
  }
  const reference = REFERENCES.exec(text)?.[0];
  return reference
    && described({ is: reference, cure: () => `write ${referenceOf(reference, captures)}` }, reference, text, isLine);
}

/** A `$1`, `%1` or `[id]` in a target whose source captures something: it is valid text, but never intended. */
export function numberedReference(
  text: string, captures: readonly string[],
): { readonly is: string; readonly write: string } | undefined {
  if (captures.length === 0) return undefined;
  const all = text.matchAll(/\$\d(?![\d.,]?\d)|%[1-9](?![0-9A-Fa-f])|\$[A-Za-z_]\w*|\[[A-Za-z_]\w*\]/g);
  const isMeant = (found: string): boolean => !/^.[A-Za-z_]/.test(found) || captures.includes(found.replace(/\W/g, ''));
  const is = [...all].map(([found]) => found).find(isMeant);
  if (is === undefined) return undefined;
  return { is, write: referenceOf(is, captures) };
}

/** The reference to write instead of one by number or name: the name of the capture in the source. */
function referenceOf(reference: string, captures: readonly string[]): string {
  const word = /\w+(?=\W*$)/.exec(reference.replace(/\(.*/, ''))?.[0] ?? 'splat';
  const isNumber = /^\d+$/.test(word);
  const captured = isNumber ? captures[Number(word) - 1] : captures.includes(word) ? word : undefined;
  if (captured === undefined && /host$|^server_name$/i.test(word)) return 'the host as text';
  const isOpen = !isNumber && (isRest(reference) || VARIABLE.test(word));
  const capture = captured ?? (isOpen && captures.length === 1 ? captures[0] : undefined);
  if (capture === undefined) {
    return isNumber || isOpen || word === 'splat'
      ? 'the name of a placeholder of the source, such as :id, or :splat for its *' : `:${word}`;
  }
  return /^\d+$/.test(capture) ? (captures.includes('2') ? `:${capture}` : ':splat') : `:${capture}`;
}
