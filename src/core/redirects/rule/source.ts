import { addName, Complain, nameWildcards } from './captures';
import type { Dialect } from './dialects';
import { hasDots } from './dots';
import { foreignSource } from './foreign/sources';
import type { Piece, Segment, Source } from './model';
import { parameters } from './parameters';
import { quoted } from './report';
import { hiddenFault, isOrdinary, suggestion } from './spelling';
import { asciiHost, bareHost, isHost } from '../url/hosts';
import { encodePath, normalizePath } from '../url/path';

const NAMES = { 'words': /^[A-Za-z_]\w*/, 'letters first': /^[A-Za-z]\w*/, 'segments': /^[A-Za-z_]\w*/ };

/**
 * Parses a source such as `/blog/:year/*`, `https://old.example.com/*` or `/store?id=:id`; undefined after an error.
 */
export function parseSource(text: string, dialect: Dialect, complain: Complain): Source | undefined {
  if (isOrdinary(text)) return ordinarySource(text);
  const fault = sourceFault(text, dialect);
  if (fault !== undefined) return void complain('EDGE_REDIRECT_SOURCE', fault);
  const [, host, rest] = /^(?:https?:\/\/([^/?#]*))?(.*)$/s.exec(text)!;
  const ascii = host === undefined ? undefined : asciiHost(host);
  if (ascii !== undefined && !isHost(ascii)) return void complain('EDGE_REDIRECT_SOURCE', hostFault(host));
  const question = rest.indexOf('?');
  const rawPath = (question < 0 ? rest : rest.slice(0, question)) || '/';
  const names: string[] = [];
  const path = normalizePath(rawPath);
  if (path.startsWith('//') && host === undefined && !dialect.doubleSlashes) {
    return void complain('EDGE_REDIRECT_SOURCE', twoSlashes(text));
  }
  const dots = hasDots(rawPath) ? dotsFault(text, rawPath) : undefined;
  if (dots !== undefined) return void complain('EDGE_REDIRECT_SOURCE', dots);
  const segments = pathSegments(path, dialect, names, complain);
  const query = question < 0 ? [] : parameters(rest.slice(question + 1), names, complain);
  if (segments === undefined || query === undefined || !nameWildcards(segments, names, complain)) return undefined;
  // `/a/.` is `/a/`, which only the normalized path shows.
  const slash = path.length > 1 && path.endsWith('/');
  return {
    ...(ascii === undefined ? {} : { host: ascii }),
    segments: fitting(segments),
    slash,
    query: query.length === 0 ? NO_QUERY : query,
    captures: names.length === 0 ? NO_CAPTURES : fitting(names),
  };
}

/** A copy without the room that an array keeps for more, which is several times as large as a few members. */
function fitting<T>(list: readonly T[]): readonly T[] {
  return list.slice();
}

/** Shared by nearly all sources of a long list. */
const NO_QUERY: Source['query'] = [];
const NO_CAPTURES: Source['captures'] = [];

/** Folders of ordinary sources, which share their segments. Longer texts could keep the whole file in memory. */
const folders = new Map<string, Segment>();
const MOST_FOLDERS = 1000;
const LONGEST_FOLDER = 12;

function segmentOf(text: string): Segment {
  return { kind: 'literal', text };
}

function folder(text: string): Segment {
  let known = folders.get(text);
  if (known !== undefined) return known;
  known = segmentOf(text);
  if (text.length > LONGEST_FOLDER) return known;
  if (folders.size >= MOST_FOLDERS) folders.clear();
  folders.set(text, known);
  return known;
}

function ordinarySource(text: string): Source {
  const question = text.indexOf('?');
  const equals = question < 0 ? -1 : text.indexOf('=', question);
  const end = question < 0 ? text.length : question;
  const texts = text.slice(1, end).split('/');
  const segments = texts.map((segment, i) => (i < texts.length - 1 ? folder(segment) : segmentOf(segment)));
  const query: Source['query'] = question < 0
    ? NO_QUERY : [{ name: text.slice(question + 1, equals), is: 'equal', value: text.slice(equals + 1) }];
  return { segments, slash: false, query, captures: NO_CAPTURES };
}

function sourceFault(text: string, { doubleSlashes, names, stars }: Dialect): string | undefined {
  if (text === '') return 'the source is empty; write a path such as /old';
  const hidden = hiddenFault(text);
  if (hidden !== undefined) return hidden;
  const isUrl = /^(?:\/|https?:)/.test(text);
  // In `_redirects` files, patterns that can be read are text; `checkSingle` reports them.
  const mayBeForeign = names === 'words' || !isUrl || (/\(\.[*+]\)/.test(text) && stars !== 'anywhere');
  const foreign = mayBeForeign ? foreignSource(text) : undefined;
  if (foreign !== undefined) return foreign;
  if (/^https?:\/\//.test(text)) return text.includes('#') ? fragmentFault(text) : undefined;
  if (text.startsWith('//') && !doubleSlashes) return twoSlashes(text);
  if (!text.startsWith('/')) return `${quoted(text)} must begin with a slash or with https://${suggestion(text)}`;
  const backslash = names === 'words' && /^[^?#]*\\/.test(text);
  if (backslash) {
    return `${quoted(text)} has a backslash, which browsers turn into a slash; did you mean `
      + `${quoted(text.replace(/\\/g, '/'))}?`;
  }
  if (names === 'words' && /^[^?#]*\?$/.test(text)) {
    return `${quoted(text)} ends with a ?, which must be followed by a parameter; remove it, and write a second rule `
      + 'where a part is optional';
  }
  return text.includes('#') ? fragmentFault(text) : undefined;
}

function twoSlashes(text: string): string {
  return `${quoted(text)} begins with two slashes; write /path, or https://host/path`;
}

/** Dot segments of a source are resolved, as those of requests are. One that would remove a wildcard is an error. */
function dotsFault(text: string, path: string): string | undefined {
  const kept: string[] = [];
  for (const segment of encodePath(path).split('/').slice(1)) {
    if (segment === '..' && /[:*]/.test(kept.pop() ?? '')) {
      return `${quoted(text)} has a .. after a wildcard, which would remove it; write the resolved path`;
    }
    if (segment !== '.' && segment !== '..') kept.push(segment);
  }
  return undefined;
}

function fragmentFault(text: string): string {
  return `${quoted(text)} has a fragment, which browsers never send; remove what follows the #`;
}

function hostFault(host: string): string {
  const bare = bareHost(host);
  return `${quoted(host)} is not a host that a rule can match; `
    + `${bare === undefined ? 'write it like www.example.com or *.example.com' : `did you mean ${quoted(bare)}?`}`;
}

function pathSegments(path: string, dialect: Dialect, names: string[], complain: Complain): Segment[] | undefined {
  const texts = path.slice(1).split('/');
  if (texts[texts.length - 1] === '') texts.pop();
  const segments: Segment[] = [];
  for (const text of texts) {
    const segment = parseSegment(text, dialect, names, complain);
    if (segment === undefined) return undefined;
    segments.push(segment);
  }
  return segments;
}

function parseSegment(text: string, dialect: Dialect, names: string[], complain: Complain): Segment | undefined {
  if (text.includes('*')) return parseWildcard(text, dialect, names, complain);
  if (!text.includes(':')) return { kind: 'literal', text: withColons(text, dialect) };
  const pieces =
    dialect.names === 'segments' && /^:[\w-]+$/.test(text) ? [{ name: text.slice(1) }] : parsePieces(text, dialect);
  const found = pieces.filter((piece): piece is { name: string } => typeof piece !== 'string');
  if (found.length === 0) return { kind: 'literal', text: withColons(text, dialect) };
  if (found.length > 1 && dialect.placeholders === 'one') {
    return void complain(
      'EDGE_REDIRECT_SOURCE',
      `${quoted(text)} has ${found.length} placeholders in one part of the path; a part can have one`,
    );
  }
  return addNames(pieces, text, names, complain) ? { kind: 'placeholder', pieces } : undefined;
}

function addNames(pieces: readonly Piece[], text: string, names: string[], complain: Complain): boolean {
  const named = pieces.map((piece) => (typeof piece === 'string' ? undefined : piece.name));
  // A `*` beside a placeholder is unambiguous: the placeholder takes the rest of its segment, the `*` what follows.
  if (named.some((name, i) => ![undefined, '*'].includes(name) && ![undefined, '*'].includes(named[i + 1]))) {
    complain(
      'EDGE_REDIRECT_SOURCE',
      `${quoted(text)} has two placeholders with nothing between them, so it is unclear where the first one ends`,
    );
    return false;
  }
  return named.every(
    (name) => name === undefined || (name === '*' ? names.push(name) > 0 : addName(name, names, complain)),
  );
}

function parsePieces(text: string, dialect: Dialect): Piece[] {
  const pieces: Piece[] = [];
  let literal = '';
  for (let i = 0; i < text.length;) {
    const name = text[i] === ':' ? NAMES[dialect.names].exec(text.slice(i + 1, i + 65))?.[0] : undefined;
    if (name === undefined) {
      literal += text[i++];
      continue;
    }
    if (literal !== '') pieces.push(withColons(literal, dialect));
    literal = '';
    pieces.push({ name });
    i += 1 + name.length;
  }
  return literal === '' ? pieces : [...pieces, withColons(literal, dialect)];
}

/** `/wiki/Help%3AContents` matches `/wiki/Help:Contents`, which cannot be written otherwise. */
function withColons(text: string, { names }: Dialect): string {
  return names === 'words' ? text.replace(/%3A/g, ':') : text;
}

/** A placeholder for `prefix-*`, where text around a `*` is not supported. */
function prefixCure(text: string, { names }: Dialect): string {
  const own = /^[^*:]*\*(?!\w)[^*:]*$/.test(text) && names === 'words' ? text.replace('*', ':name') : undefined;
  return own === undefined ? '' : `; write ${quoted(own)} for text without a slash`;
}

function parseWildcard(text: string, dialect: Dialect, names: string[], complain: Complain): Segment | undefined {
  if (text === '*' && dialect.stars !== 'anywhere') {
    names.push('*');
    return { kind: 'splat' };
  }
  const [before, ...after] = text.split('*');
  const allowed = dialect.stars === 'anywhere' || (dialect.stars === 'at the end' && after[0] === '');
  if (!allowed || after.length > 1) {
    return void complain(
      'EDGE_REDIRECT_SOURCE',
      `the * in ${quoted(text)} must stand alone between slashes, as in /news/*${prefixCure(text, dialect)}`,
    );
  }
  const pieces = [...parsePieces(before, dialect), { name: '*' }, ...parsePieces(after[0], dialect)];
  if (dialect.stars !== 'anywhere' && pieces.some((piece) => typeof piece !== 'string' && piece.name !== '*')) {
    return void complain(
      'EDGE_REDIRECT_SOURCE',
      `${quoted(text)} mixes * and a placeholder in one part of the path; use one of them`,
    );
  }
  return addNames(pieces, text, names, complain) ? { kind: 'star', pieces } : undefined;
}
