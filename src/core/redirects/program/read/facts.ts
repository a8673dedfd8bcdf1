/* eslint-disable no-bitwise -- a source has a flag in its lowest bit */
import { Cursor, readNumber, readString } from './cursor';
import type { Keyed } from './keyed';
import { isSpace, preferredLanguage } from './languages';
import { Order, orderOf } from './order';
import { scanner } from './scan';
import type { Find } from './table';
import {
  COOKIE, COUNTRY, FIRST_HEADER, HEADERS, LANGUAGE, METHOD, ORIGIN_STATUS, PATH, QUERY,
} from '../../rule/channels';
import type { RedirectRequest } from '../../rule/types';
import { SEMICOLON } from '../../url/characters';
import { decodeQuery, partsOf } from '../../url/query';
import { sentValue } from '../../url/sent';
import { COOKIES_CHOOSE, NAME, VALUE } from '../format';

/** Longer than any language tag. */
const LONGEST_LANGUAGE = 256;

/** What is known of the current request. Each part is read once, when a rule first needs it. */
export interface Facts {
  /** Begins a new request. */
  readonly begin: (request: RedirectRequest) => void;
  /** Whether a time is still to come, at which the decision may change. */
  readonly isBefore: (at: number) => boolean;
  /** In lower case, with its port; empty if there is none. */
  readonly host: () => string;
  readonly isRead: (channel: number) => boolean;
  /** The atoms of a channel that hold, each once. */
  readonly held: (channel: number) => readonly number[];
  readonly holds: (channel: number, atom: number) => boolean;
  /** Whether texts of the path are in the right order. */
  readonly order: Order;
  /** The first value of a parameter, escaped: it is data wherever a target inserts it. */
  readonly capture: (atom: number) => string;
  /** Whether a part of the query has one of these atoms. */
  readonly isTested: (part: number, atoms: ReadonlySet<number>) => boolean;
}

export function factsOf(words: Uint32Array, c: Cursor, find: Find, keyed: Keyed): Facts {
  const scan = scanner(words);
  const marks = new Uint32Array(words[9] + 1);
  const order = orderOf(keyed, scan, words[10]);
  /** Number of the current request, so that marks need not be cleared between requests. */
  let turn = 0;
  let request: RedirectRequest;
  const reads: number[] = [];
  const heldBy: number[][] = [];
  let time: number | undefined;
  let host: string | undefined;
  let headers: readonly (readonly [name: string, place: number])[] | undefined;
  /** Two atoms for each part of the query: of its name, of its value. */
  let asked: number[];
  /** First values of parameters: as sent, and as captured. */
  const values: string[] = [];
  const captures: (string | undefined)[] = [];

  const mark = (channel: number, atom: number): boolean => {
    if (marks[atom] === turn) return false;
    marks[atom] = turn;
    heldBy[channel].push(atom);
    return true;
  };
  /** Marks the value of a name, given by two offsets of a text, and returns its atom. */
  const valued = (channel: number, atom: number, more: number, text: string, from: number, to: number): number => {
    let valueAtom = 0;
    if (more & 1 && find(atom * 8 + VALUE, text, from, to)) mark(channel, valueAtom = readNumber(c));
    if (more > 1) scan(more >> 1, text, from, to, (found) => mark(channel, found));
    return valueAtom;
  };
  /** Marks the atoms of a cookie or header, whose source is at the cursor. Only the first cookie of a name counts. */
  const named = (channel: number, text: string, from: number, to: number): void => {
    const atom = readNumber(c);
    if (mark(channel, atom)) valued(channel, atom, readNumber(c), text, from, to);
  };
  const parameter = (text: string): void => {
    const atom = readNumber(c);
    const more = readNumber(c);
    if (mark(QUERY, atom)) {
      values[atom] = text;
      captures[atom] = undefined;
    }
    const plain = more > 0 ? decodeQuery(text) : text;
    asked.push(atom, valued(QUERY, atom, more, plain, 0, plain.length));
  };
  const one = (channel: number, text: string): void => {
    if (find(channel * 8 + NAME, text, 0, text.length)) mark(channel, readNumber(c));
  };

  const readQuery = (): void => {
    const { query } = request;
    const parts = partsOf(query);
    asked = [];
    for (let i = 0; i < parts.length; i += 3) {
      const name = decodeQuery(query.slice(parts[i], parts[i + 1]));
      if (find(QUERY * 8 + NAME, name, 0, name.length)) parameter(query.slice(parts[i + 1] + 1, parts[i + 2]));
      else asked.push(0, 0);
    }
  };

  const readCookies = (): void => {
    const header = request.header('cookie') ?? '';
    const parts = partsOf(header, SEMICOLON);
    for (let i = 0; i < parts.length; i += 3) {
      let from = parts[i];
      const equals = parts[i + 1];
      let to = parts[i + 2];
      while (isSpace(header.charCodeAt(from))) from++;
      if (from < equals && equals < to && find(COOKIE * 8 + NAME, header, from, equals)) {
        while (to > equals + 1 && isSpace(header.charCodeAt(to - 1))) to--;
        named(COOKIE, header, equals + 1, to);
      }
    }
  };

  /** What a cookie of Netlify chooses. */
  const chosen = (what: string): string | undefined => (words[6] & COOKIES_CHOOSE
    ? new RegExp(`(?:^|; *)nf_${what}=([\\w-]+)`).exec(request.header('cookie') ?? '')?.[1]
    : undefined);

  /** A viewer who prefers `zh-tw` reads `zh`, but not the other way round. */
  const readLanguage = (): void => {
    const language = chosen('lang')?.toLowerCase() ?? preferredLanguage(request.header('accept-language') ?? '');
    for (let i = 0; i <= language.length && i < LONGEST_LANGUAGE; i++) {
      if (i === language.length || language[i] === '-') one(LANGUAGE, language.slice(0, i));
    }
  };

  const readPath = (): void => scan(words[10], keyed.key, 0, keyed.key.length + 1, (atom) => mark(PATH, atom));

  const listed = (): NonNullable<typeof headers> => {
    if (headers !== undefined) return headers;
    c.at = words[11];
    return headers = Array.from({ length: readNumber(c) }, () => {
      const name = readString(c);
      const place = c.at;
      readNumber(c);
      readNumber(c);
      return [name, place] as const;
    });
  };

  /** Reads all headers that rules name; if the names in the request are known, only those that it has. */
  const readHeaders = (): void => {
    const all = heldBy[HEADERS];
    const names = request.headerNames?.();
    if (names === undefined) {
      for (let i = 0; i < listed().length; i++) all.push(...held(FIRST_HEADER + i));
    } else {
      for (const name of names) {
        if (find(HEADERS * 8 + NAME, name, 0, name.length)) all.push(...held(readNumber(c), name));
      }
    }
  };

  /** If a name is given, its source is at the cursor. */
  const readHeader = (channel: number, given?: string): void => {
    let name = given;
    if (name === undefined) [name, c.at] = listed()[channel - FIRST_HEADER];
    const text = request.header(name);
    if (text !== undefined) named(channel, text, 0, text.length);
  };

  const read = (channel: number, name?: string): void => {
    switch (channel) {
      case QUERY: return readQuery();
      case COOKIE: return readCookies();
      case LANGUAGE: return readLanguage();
      case COUNTRY: return one(COUNTRY, (chosen('country') ?? request.country ?? '').toUpperCase());
      case METHOD: return one(METHOD, request.method.toUpperCase());
      case ORIGIN_STATUS: return one(ORIGIN_STATUS, String(request.originStatus));
      case PATH: return readPath();
      case HEADERS: return readHeaders();
      default: return readHeader(channel, name);
    }
  };
  const held = (channel: number, name?: string): readonly number[] => {
    if (reads[channel] !== turn) {
      reads[channel] = turn;
      heldBy[channel] = [];
      const { at } = c;
      read(channel, name);
      c.at = at;
    }
    return heldBy[channel];
  };

  return {
    begin: (next) => {
      request = next;
      time = host = undefined;
      turn++;
    },
    isBefore: (at) => {
      const isLater = (time ??= request.now) < at;
      if (isLater) request.until?.(at);
      return isLater;
    },
    host: () => host ??= request.host?.toLowerCase() ?? '',
    isRead: (channel) => reads[channel] === turn,
    held,
    holds: (channel, atom) => {
      held(channel);
      return marks[atom] === turn;
    },
    order,
    capture: (atom) => captures[atom] ??= sentValue(values[atom]),
    isTested: (part, atoms) => atoms.has(asked[2 * part]) || atoms.has(asked[2 * part + 1]),
  };
}
