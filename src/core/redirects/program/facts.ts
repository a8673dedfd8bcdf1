import type { RedirectRequest } from '../types';
import { Cursor, readNumber, readString } from './cursor';
import { encodeText } from './escape';
import { COOKIE, COUNTRY, FIRST_HEADER, LANGUAGE, METHOD, NAME, ORIGIN_STATUS, PATH, QUERY, VALUE } from './format';
import { isSpace, preferredLanguage } from './languages';
import { decodeQuery, partsOf } from './query';
import { scanner } from './scan';
import type { Find } from './table';

const SEMICOLON = 59;
const EQUALS_SIGN = 61;

/** What is known of the request in hand. Each part of it is read when a rule first asks, and once. */
export interface Facts {
  /** Forgets the last request. */
  readonly begin: (request: RedirectRequest, key: string) => void;
  readonly now: () => number;
  /** In lower case, with its port; empty where there is none. */
  readonly host: () => string;
  /** Atoms of a channel that hold, each once. */
  readonly held: (channel: number) => readonly number[];
  readonly holds: (channel: number, atom: number) => boolean;
  /** Where a text first and last ends in the path. */
  readonly firstEnd: (atom: number) => number;
  readonly lastEnd: (atom: number) => number;
  /** The first value of a parameter. It is data wherever it lands, so nothing in it keeps a meaning. */
  readonly capture: (atom: number) => string;
  /** Whether a part of the query is what one of these atoms asks for. */
  readonly isAsked: (part: number, atoms: ReadonlySet<number>) => boolean;
}

/** Where the atoms of a name are found; left by `source`. */
interface Source {
  readonly atom: number;
  readonly root: number;
  readonly hasValues: boolean;
}

export function factsOf(words: Uint32Array, c: Cursor, find: Find): Facts {
  const scan = scanner(words);
  const marks = new Uint32Array(words[9] + 1);
  const [first, last] = words[8] ? [new Uint32Array(words[9] + 1), new Uint32Array(words[9] + 1)] : [marks, marks];
  const lastMarks = words[8] ? new Uint32Array(words[9] + 1) : marks;
  /** Counts requests, so that nothing has to be wiped between them. */
  let turn = 0;
  const reads: number[] = [];
  const heldBy: number[][] = [];
  let request: RedirectRequest;
  let key: string;
  let time: number | undefined;
  let host: string | undefined;
  let headers: readonly (readonly [name: string, source: Source])[] | undefined;
  /** Atoms of name and value for each part of the query. */
  let asked: number[];
  let firstValues: Map<number, string>;
  let captures: Map<number, string>;

  const mark = (channel: number, atom: number): boolean => {
    if (marks[atom] === turn) return false;
    marks[atom] = turn;
    heldBy[channel].push(atom);
    return true;
  };
  const source = (): Source => {
    const atom = readNumber(c);
    const more = readNumber(c);
    return { atom, root: Math.floor(more / 2), hasValues: more % 2 > 0 };
  };
  /** Marks what holds of a name that is there. */
  const value = (channel: number, { atom, root, hasValues }: Source, text: string, from: number, to: number): void => {
    mark(channel, atom);
    if (hasValues && find(atom * 8 + VALUE, text, from, to)) mark(channel, readNumber(c));
    if (root > 0) scan(root, text.slice(from, to), (found) => mark(channel, found));
  };
  const one = (channel: number, text: string): void => {
    if (find(channel * 8 + NAME, text, 0, text.length)) mark(channel, readNumber(c));
  };

  const readQuery = (): void => {
    const { query } = request;
    const parts = partsOf(query);
    asked = [];
    firstValues = new Map();
    captures = new Map();
    for (let i = 0; i < parts.length; i += 3) {
      const name = decodeQuery(query.slice(parts[i], parts[i + 1]));
      let [atom, valueAtom] = [0, 0];
      if (find(QUERY * 8 + NAME, name, 0, name.length)) {
        const { atom: found, hasValues } = source();
        atom = found;
        const isFirst = mark(QUERY, atom);
        const text = query.slice(parts[i + 1] + 1, parts[i + 2]);
        if (isFirst) firstValues.set(atom, text);
        const plain = hasValues ? decodeQuery(text) : '';
        if (hasValues && find(atom * 8 + VALUE, plain, 0, plain.length)) mark(QUERY, valueAtom = readNumber(c));
      }
      asked.push(atom, valueAtom);
    }
  };

  /** The first of a name counts. */
  const readCookies = (): void => {
    const header = request.header('cookie') ?? '';
    for (let from = 0, end = 0; from < header.length; from = end + 1) {
      let equals = -1;
      for (end = from; end < header.length && header.charCodeAt(end) !== SEMICOLON; end++) if (equals < 0 && header.charCodeAt(end) === EQUALS_SIGN) equals = end;
      while (isSpace(header.charCodeAt(from))) from++;
      if (equals < 0 || !find(COOKIE * 8 + NAME, header, from, equals)) continue;
      const found = source();
      let to = end;
      while (to > equals + 1 && isSpace(header.charCodeAt(to - 1))) to--;
      if (marks[found.atom] !== turn) value(COOKIE, found, header, equals + 1, to);
    }
  };

  /** `zh` is spoken by a visitor who asks for `zh-tw`, but not the other way round. */
  const readLanguage = (): void => {
    const language = preferredLanguage(request.header('accept-language') ?? '');
    // The longest that a rule can name is not much longer.
    for (let i = 0; i <= language.length && i < 256; i++) {
      if (i === language.length || language[i] === '-') one(LANGUAGE, language.slice(0, i));
    }
  };

  const readPath = (): void => {
    scan(words[10], key, (atom, end) => {
      if (!mark(PATH, atom)) return false;
      first[atom] = end;
      return true;
    }, (atom, end) => {
      if (lastMarks[atom] === turn) return false;
      lastMarks[atom] = turn;
      last[atom] = end;
      return true;
    });
  };

  const readHeader = (channel: number): void => {
    if (headers === undefined) {
      c.at = words[11];
      headers = Array.from({ length: readNumber(c) }, () => [readString(c), source()] as const);
    }
    const [name, found] = headers[channel - FIRST_HEADER];
    const text = request.header(name);
    if (text !== undefined) value(channel, found, text, 0, text.length);
  };

  const read = (channel: number): void => {
    switch (channel) {
      case QUERY: return readQuery();
      case COOKIE: return readCookies();
      case LANGUAGE: return readLanguage();
      case COUNTRY: return one(COUNTRY, request.country?.toUpperCase() ?? '');
      case METHOD: return one(METHOD, request.method.toUpperCase());
      case ORIGIN_STATUS: return one(ORIGIN_STATUS, String(request.originStatus));
      case PATH: return readPath();
      default: return readHeader(channel);
    }
  };
  const held = (channel: number): readonly number[] => {
    if (reads[channel] !== turn) {
      reads[channel] = turn;
      heldBy[channel] = [];
      const { at } = c;
      read(channel);
      c.at = at;
    }
    return heldBy[channel];
  };

  return {
    begin: (next, path) => {
      request = next;
      key = path;
      time = host = undefined;
      turn++;
    },
    now: () => time ??= request.now,
    host: () => host ??= request.host?.toLowerCase() ?? '',
    held,
    holds: (channel, atom) => {
      held(channel);
      return marks[atom] === turn;
    },
    firstEnd: (atom) => first[atom],
    lastEnd: (atom) => last[atom],
    capture: (atom) => {
      let text = captures.get(atom);
      if (text === undefined) captures.set(atom, text = encodeText(decodeQuery(firstValues.get(atom)!)));
      return text;
    },
    isAsked: (part, atoms) => atoms.has(asked[2 * part]) || atoms.has(asked[2 * part + 1]),
  };
}
