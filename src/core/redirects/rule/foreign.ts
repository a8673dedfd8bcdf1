import { fromPattern, fromRegex, nameOf } from './foreign-rewriting';
import { quoted } from './report';

/** A pattern of another router, and how rules express it. */
interface Foreign {
  readonly find: RegExp;
  readonly is: string | ((found: string) => string);
  readonly cure: (found: string, text: string) => string;
  /** Whether it has a meaning of its own in `_redirects` files. */
  readonly isLine?: boolean;
}

const instead = (texts: readonly string[]): string => {
  const wild = texts.some((text) => text.includes('*')) ? ', and :splat in the target' : '';
  return `write ${texts.map(quoted).join(' and ')}${wild}`;
};
const named = (found: string): string => `write ${nameOf(found)}`;
const orEscape = (cure: string, found: string): string =>
  `${cure}, or %${found.charCodeAt(0).toString(16).toUpperCase()} for a literal ${found === '{' ? 'brace' : found}`;
const isRest = (found: string): boolean => /\.\.\.|\*|<path:/.test(found);
const rest = 'write *, which is :splat in the target';

/** A range or a class within brackets, or brackets that are repeated: `[draft]` and `file[1].pdf` are text. */
const SET =
  /\[(?:\^[^\]]+|(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[dws.-])(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\?[^\]a-zA-Z\d])*)\](?:[+*?]|\{\d+(?:,\d*)?\})?|\[[^\]/]+\](?:[+*]|\{\d+(?:,\d*)?\})/;

/** Variables of servers: what a request has, and no source captures. */
const VARIABLE =
  /^(?:[A-Z_]{2,}|host|http_host|server_name|path|query|uri|request_uri|scheme|protocol|port|args|is_args|query_string)$/;

const BRACES: Omit<Foreign, 'find'> = {
  is: (found) => found,
  cure: (found) => orEscape(isRest(found) ? rest : /\w/.test(found) ? named(found) : 'remove it', '{'),
};

const PATTERN: Omit<Foreign, 'find'> = {
  is: (found) => `the pattern ${found}`,
  cure: (_, text) => `a placeholder matches any text, so ${instead(fromPattern(text))}`,
};

const SOURCES: readonly Foreign[] = [
  { ...PATTERN, find: /(?<!\w|^\^.*):[A-Za-z_]\w*\((?:[^()]|\([^()]*\))*\)[*+?]?/ },
  { ...BRACES, find: /(?<![%\\\]})])[$#]?\{{1,2}\*{0,2}[A-Za-z_][^{},]*\}{1,2}/ },
  {
    find: /^(?:~\*?\s*)?\^|^\/\^|\(\.[*+]\??\)|\(\?[:<=!P#]|\(\[[^\]]*\][+*]?\)|\\[dwsDWS](?![A-Za-z])|\\[.?+$^()/-]/,
    is: 'a regular expression',
    cure: (_, text) => instead(fromRegex(text)),
  },
  {
    find: /\.\*|\/\.\+(?=$|\/)/,
    is: 'a regular expression',
    cure: (_, text) => instead(fromRegex(text)),
    isLine: true,
  },
  { ...PATTERN, find: /(?<!\w):[A-Za-z_]\w*(?:[+*](?=$|\/)|\?(?=\/|$))/, isLine: true },
  {
    find: /\([./]{0,2}:\w+\)|\{[./]?:\w+\}/,
    is: (found) => `the optional part ${found}`,
    cure: (found, text) => instead([text.replace(found, ''), text.replace(found, found.slice(1, -1))]),
  },
  {
    find: /[@?!+*]?\([^()/]*\|[^()/]*\)[?*+]?|(?<![$%#])\{[^{}]*,[^{}]*\}/,
    is: (found) => `the alternatives ${found}`,
    cure: (found, text) => `write a rule for each${each(found, text)}`,
  },
  { find: SET, is: (found) => `the set ${found}`, cure: () => 'write a name such as :id, which matches any text' },
  {
    find: /%\{[^{}]*\}/,
    is: (found) => found,
    cure: () => 'write a host before the path, as in https://www.example.com/old',
  },
  { ...BRACES, find: /[$#]?\{{1,2}[^{}]*\}{1,2}/ },
  { find: /<[^<>]*>/, is: (found) => found, cure: (found) => orEscape(isRest(found) ? rest : named(found), '<') },
  {
    find: /(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*(?:=\w+)?\]{1,2}(?=\/|$)/,
    is: (found) => found,
    cure: (found) => (isRest(found) ? rest : named(found)),
  },
  {
    find: /\*\*|(?<=\/)\*[A-Za-z_]\w*(?=\/|$)/,
    is: (found) => found,
    cure: (found, text) => instead([text.replace(found, '*')]),
    isLine: true,
  },
];

const TARGETS: readonly Foreign[] = [
  {
    find: /\s\[[A-Z]+(?:=[\w:]+)?(?:,\s?[A-Z]+(?:=[\w:]+)?)*\]$/, is: (found) => `the flags${found} of Apache`,
    cure: () => 'write "statusCode" next to the target',
  },
  {
    find: /(?<=^(?:\/|https?:).*)[“”„‟‘’]/, is: (found) => `the curly quote ${found}`,
    cure: (found) => `remove it, or write ${encodeURIComponent(found)} for a literal one`,
  },
];

/** References to what a source captured; each may name a capture. */
const REFERENCES = new RegExp([
  /[$#]?\{{1,2}[^{}]*\}{1,2}/, /\$?<[*\w:]*>/, /%\{\w+\}/, /\\[1-9]/,
  /\$(?:request_uri|uri|host|http_host|server_name|scheme|args|is_args|query_string)\b/,
  /\(\.[*+]\)/, /\*\*/, /(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*\]{1,2}(?=\/|$)/,
  /(?<!\w):[A-Za-z_]\w*(?:\([^()]*\)[*+?]?|[+*](?=$|[/?#]))/,
].map(({ source }) => source).join('|'));

/**
 * The problem of a source with a pattern of another router: characters that browsers always escape (`{`, `<`), or the
 * syntax of regular expressions and of routers. Undefined for a source without any.
 */
export function foreignSource(text: string, isLine = false): string | undefined {
  const url = text.replace(/^https?:\/\/[^/]*/, '');
  for (const foreign of SOURCES) {
    const found = isLine && foreign.isLine ? undefined : foreign.find.exec(url)?.[0];
    if (found !== undefined) return described(foreign, found, text, isLine);
  }
  return undefined;
}

/** The problem of a target with a reference of another router; undefined for a target without any. */
export function foreignTarget(text: string, captures: readonly string[], isLine = false): string | undefined {
  for (const foreign of TARGETS) {
    const found = foreign.find.exec(text)?.[0];
    if (found !== undefined) return described(foreign, found, text, isLine);
  }
  const reference = REFERENCES.exec(text)?.[0];
  return reference
    && described({ is: reference, cure: () => `write ${referenceOf(reference, captures)}` }, reference, text, isLine);
}

function described({ is, cure }: Omit<Foreign, 'find'>, found: string, text: string, isLine: boolean): string {
  const what = typeof is === 'string' ? is : is(found);
  const why = isLine ? 'which is plain text in this file' : 'which rules do not support';
  return `${quoted(text)} has ${what}, ${why}; ${cure(found, text)}`;
}

/** The sources for alternatives, as far as they are few. */
function each(found: string, text: string): string {
  const parts = found.replace(/^[@?!+*]?.|.[?*+]?$/g, '').split(/[|,]/);
  const texts = parts.map((part) => quoted(text.replace(found, () => part)));
  return parts.length > 4 || parts.some((part) => /[\\[\].*+?^$]/.test(part)) ? '' : `: ${texts.join(', ')}`;
}

/** A `$1` or `%1` in a target whose source captures something: it is valid text, but never intended. */
export function numberedReference(
  text: string, captures: readonly string[],
): { readonly is: string; readonly write: string } | undefined {
  const [is] = captures.length > 0 ? /\$\d(?![\d.,]?\d)|%[1-9](?![0-9A-Fa-f])|\$[A-Za-z_]\w*/.exec(text) ?? [] : [];
  if (is === undefined || (/^\$[A-Za-z_]/.test(is) && !captures.includes(is.slice(1)))) return undefined;
  return { is, write: referenceOf(is, captures) };
}

/**
 * What may be text in a source, but hardly ever is: the `$` at its end and `$id` as a whole part. Names of OData and of
 * blob storage are parts of URLs.
 */
export function doubtfulSource(text: string): { readonly is: string; readonly write: string } | undefined {
  const path = text.replace(/\?.*$/s, '');
  const [name] =
    /(?<=\/)\$(?!(?:metadata|batch|count|value|ref|web|root|logs)(?:\/|$))[a-z_]\w+(?=\/|$)/.exec(path) ?? [];
  if (name !== undefined) return { is: name, write: `${nameOf(name)} for any text, or %24 for a literal $` };
  return /[^$]\$$/.test(path)
    ? { is: '$ at the end', write: `${quoted(fromRegex(path)[0])}, or %24 for a literal $` } : undefined;
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
