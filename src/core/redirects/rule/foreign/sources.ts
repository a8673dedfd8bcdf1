import { described, type Foreign, isRest } from './foreign';
import { fromPattern, fromRegex, nameOf } from './rewriting';
import { quoted } from '../report';

const instead = (texts: readonly string[]): string => {
  const wild = texts.some((text) => text.includes('*')) ? ', and :splat in the target' : '';
  return `write ${texts.map(quoted).join(' and ')}${wild}`;
};
const named = (found: string): string => `write ${nameOf(found)}`;
const orEscape = (cure: string, found: string): string =>
  `${cure}, or %${found.charCodeAt(0).toString(16).toUpperCase()} for a literal ${found === '{' ? 'brace' : found}`;
const rest = 'write *, which is :splat in the target';

/** A range or a class within brackets, or brackets that are repeated: `[draft]` and `file[1].pdf` are text. */
const SET =
  /\[(?:\^[^\]]+|(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\[dws.-])(?:[a-z]-[a-z]|[A-Z]-[A-Z]|\d-\d|\\?[^\]a-zA-Z\d])*)\](?:[+*?]|\{\d+(?:,\d*)?\})?|\[[^\]/]+\](?:[+*]|\{\d+(?:,\d*)?\})/;

const BRACES: Omit<Foreign, 'find'> = {
  is: (found) => found,
  cure: (found) => orEscape(isRest(found) ? rest : /\w/.test(found) ? named(found) : 'remove it', '{'),
};

const PATTERN: Omit<Foreign, 'find'> = {
  is: (found) => `the pattern ${found}`,
  cure: (_, text) => `a placeholder matches any text, so ${instead(fromPattern(text))}`,
};

const REGEX: Omit<Foreign, 'find'> = {
  is: 'a regular expression',
  cure: (_, text) => instead(fromRegex(text)),
};

const SOURCES: readonly Foreign[] = [
  { ...REGEX, find: /^(?:~\*?\s*)?\^|^\/\^/ },
  { ...PATTERN, find: /(?<!\w):[A-Za-z_]\w*(?:\((?:[^()]|\([^()]*\))*\)[*+?]?|<[^<>]*>|\{[^{}]*\})/ },
  { ...BRACES, find: /(?<![%\\\]})])[$#]?\{{1,2}\*{0,2}[A-Za-z_][^{},]*\}{1,2}/ },
  { ...REGEX, find: /\(\.[*+]\??\)|\(\?(?:[:<=!P#]|[a-z-]+[:)])|\?\$$|\(\[[^\]]*\][+*]?\)|\\[dwsDWS](?![A-Za-z])|\\[.?+$^()/-]/ },
  { ...REGEX, find: /\.\*|\/\.\+(?=$|\/)/, isLine: true },
  { ...PATTERN, find: /(?<!\w):[A-Za-z_]\w*(?:[+*](?=$|\/)|\?(?=\/|$))/, isLine: true },
  { find: /(?<=\/)\(:\w+\)(?=\/|$)/, is: (found) => found, cure: (found) => named(found) },
  {
    find: /(?<=\/)\(\$[A-Za-z_]\w*\)(?=\/|$)/,
    is: (found) => `the optional part ${found}`,
    cure: (found, text) => instead([text.replace(`/${found}`, '') || '/', text.replace(found, () => nameOf(found))]),
  },
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
    find: /(?<=\/)\[{1,2}(?:\.\.\.)?[A-Za-z_]\w*(?:=\w+)?\]{1,2}(?=\/|$)|\[{1,2}\.\.\.\w+\]{1,2}/,
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

/** Nearly all sources have none of these. */
const SUSPECT = /[()[\]{}<>^$\\|?+]|\*[\w*]|\.\*|:\w+\*/;

/**
 * The problem of a source with a pattern of another router: characters that browsers always escape (`{`, `<`), or the
 * syntax of regular expressions and of routers. Undefined for a source without any.
 */
export function foreignSource(text: string, isLine = false): string | undefined {
  if (!SUSPECT.test(text)) return undefined;
  const url = text.replace(/^https?:\/\/[^/]*/, '');
  for (const foreign of SOURCES) {
    const found = isLine && foreign.isLine ? undefined : foreign.find.exec(url)?.[0];
    if (found !== undefined) return described(foreign, found, text, isLine);
  }
  return undefined;
}

/** The sources for alternatives, as far as they are few. */
function each(found: string, text: string): string {
  const parts = found.replace(/^[@?!+*]?.|.[?*+]?$/g, '').split(/[|,]/);
  const texts = parts.map((part) => quoted(text.replace(found, () => part)));
  return parts.length > 4 || parts.some((part) => /[\\[\].*+?^$]/.test(part)) ? '' : `: ${texts.join(', ')}`;
}

/**
 * What may be text in a source, but hardly ever is: the `$` at its end, `$id` as a part of its own, and `[id]` beside
 * text. Names of OData and of blob storage are parts of URLs.
 */
export function doubtfulSource(text: string): { readonly is: string; readonly write: string } | undefined {
  const path = text.replace(/\?.*$/s, '');
  const [name] =
    /(?<=[/.-])\$(?!(?:metadata|batch|count|value|ref|web|root|logs)(?:\/|$))[a-z_]\w+(?=[/.-]|$)/.exec(path) ?? [];
  if (name !== undefined) return { is: name, write: `${nameOf(name)} for any text, or %24 for a literal $` };
  const [bracketed] = /\[[A-Za-z_]\w*\]/.exec(path) ?? [];
  if (bracketed !== undefined) {
    return { is: bracketed, write: `${nameOf(bracketed)} for any text, or %5B for a literal bracket` };
  }
  if (path.endsWith('/$')) {
    return { is: '$ at the end', write: `${quoted(`${path.slice(0, -1)}*`)} for any rest, or %24 for a literal $` };
  }
  return /[^$]\$$/.test(path)
    ? { is: '$ at the end', write: `${quoted(fromRegex(path)[0])}, or %24 for a literal $` } : undefined;
}

