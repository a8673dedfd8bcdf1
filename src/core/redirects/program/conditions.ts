import type { RedirectRequest } from '../types';
import { Cursor, readNumber, readString, readStrings } from './cursor';
import {
  CAPTURES, EQUALS, TEST_COOKIE, TEST_COUNTRY, TEST_END, TEST_HEADER, TEST_LANGUAGE, TEST_METHOD, TEST_ORIGIN_STATUS,
  TEST_QUERY, TEST_START,
} from './format';
import { encodeText } from './path';
import { QueryPart, queryParts } from './query';

/**
 * Reads all conditions of a rule and tells whether the request meets them; the cursor stands behind them only if it does. What they capture and
 * what they look for in the query is added to the lists.
 */
export function meets(c: Cursor, request: RedirectRequest, captures: string[], used: string[]): boolean {
  for (let left = readNumber(c); left > 0; left--) {
    if (!meetsOne(c, request, captures, used)) return false;
  }
  return true;
}

function meetsOne(c: Cursor, request: RedirectRequest, captures: string[], used: string[]): boolean {
  switch (readNumber(c)) {
    case TEST_METHOD: return listed(c, request.method.toUpperCase());
    case TEST_COUNTRY: return listed(c, request.country?.toUpperCase());
    case TEST_LANGUAGE: return speaks(c, preferredLanguage(request.header('accept-language') ?? ''));
    case TEST_COOKIE: return compares(c, cookie(request.header('cookie') ?? '', readString(c)));
    case TEST_HEADER: return compares(c, request.header(readString(c)));
    case TEST_ORIGIN_STATUS: return listed(c, request.originStatus?.toString());
    case TEST_START: return request.now >= readNumber(c);
    case TEST_END: return request.now < readNumber(c);
    case TEST_QUERY: return hasParameter(c, queryParts(request.query), captures, used);
    default: return false; // a program of a later version
  }
}

function listed(c: Cursor, value: string | undefined): boolean {
  return readStrings(c).includes(value ?? '\0');
}

/** The cursor is moved before the value is looked at, so that every path reads the same bytes. */
function compares(c: Cursor, value: string | undefined): boolean {
  const exact = readNumber(c) === EQUALS;
  const wanted = readString(c);
  if (value === undefined) return false;
  return exact ? value === wanted : value.includes(wanted); // everything includes the empty text
}

function cookie(header: string, name: string): string | undefined {
  return header.split(';').map((pair) => pair.trim()).find((pair) => pair.startsWith(`${name}=`))?.slice(name.length + 1);
}

/** The language that the visitor likes best: the highest weight, the first of equals. */
function preferredLanguage(header: string): string {
  let best = '';
  let most = 0;
  for (const item of header.toLowerCase().split(',')) {
    const weight = Number(/;\s*q=([\d.]+)/.exec(item)?.[1] ?? 1);
    if (weight > most) [best, most] = [item.split(';')[0].trim(), weight];
  }
  return best;
}

/** `zh` is spoken by a visitor who asks for `zh-tw`, but not the other way round. */
function speaks(c: Cursor, language: string): boolean {
  return readStrings(c).some((wanted) => language === wanted || language.startsWith(`${wanted}-`));
}

function hasParameter(c: Cursor, query: readonly QueryPart[], captures: string[], used: string[]): boolean {
  const name = readString(c);
  const how = readNumber(c);
  const wanted = how === EQUALS ? readString(c) : '';
  const parts = query.filter((part) => part.name === name && (how !== EQUALS || part.value === wanted));
  if (parts.length === 0) return false;
  used.push(...parts.map((part) => part.text));
  if (how !== CAPTURES) return true;
  // A value of the query is data wherever it lands, so nothing in it keeps a meaning.
  captures.push(encodeText(parts[0].value));
  return true;
}
