import type { BehaviorCaching, Visible } from '../../../src/core/cache-key/caching';
import { proveCacheKey, type Reading } from '../../../src/core/cache-key/proof';
import type { RequestPart } from '../../../src/core/cache-key/request-part';
import { ALL, allExcept, NONE, only, type Selection } from '../../../src/core/facts/policy-settings';
import { warning } from '../../../src/core/problem';

const NOTHING: Visible = { headers: NONE, cookies: NONE, queryStrings: NONE };
const headers = (selection: Selection): Visible => ({ ...NOTHING, headers: selection });
const cookies = (selection: Selection): Visible => ({ ...NOTHING, cookies: selection });
const queries = (selection: Selection): Visible => ({ ...NOTHING, queryStrings: selection });

const of = (part: RequestPart): Reading => ({
  part,
  place: 'rules[0]',
  result: 'answer',
  cure: 'use something else',
  unseen: {
    problem: (message, where) => warning('EDGE_MASK_UNSEEN', message, where),
    effect: 'nothing happens',
    cure: 'show it',
  },
});
const prove = (part: RequestPart, caching: BehaviorCaching) => proveCacheKey([of(part)], { pattern: '/x/*', caching });
/** A behavior with this cache key that forwards nothing else. */
const isIn = (part: RequestPart, key: Visible) => prove(part, { key, forwarded: NOTHING, cached: true }).length === 0;

const REFERER: RequestPart = { kind: 'header', name: 'referer' };
const SESSION: RequestPart = { kind: 'cookie', name: 'Session' };

describe('a part is in the cache key', () => {
  it.each<[string, RequestPart, Visible]>([
    ['a header by name, in any case', REFERER, headers(only('Referer'))],
    ['a header among all', REFERER, headers(ALL)],
    ['a header among all but others', REFERER, headers(allExcept('Host'))],
    ['the host', { kind: 'host' }, headers(only('Host'))],
    ['the country', { kind: 'country' }, headers(only('CloudFront-Viewer-Country'))],
    ['the country, where CloudFront adds it to all', { kind: 'country' }, { ...headers(ALL), cloudFrontHeaders: ['CloudFront-Viewer-Country'] }],
    ['the country, where any of CloudFront\'s may be there', { kind: 'country' }, headers(ALL)],
    ['the language', { kind: 'language' }, headers(only('accept-language'))],
    ['a cookie by name', SESSION, cookies(only('Session'))],
    ['a parameter by name', { kind: 'query', name: 'id' }, queries(only('id'))],
    ['a parameter without a name', { kind: 'query', name: '' }, queries(only(''))],
    ['parameters that begin alike, among all', { kind: 'query', name: 'utm_*' }, queries(ALL)],
    ['parameters that begin alike, among all but another', { kind: 'query', name: 'utm_*' }, queries(allExcept('id'))],
    ['the whole query', { kind: 'query' }, queries(ALL)],
  ])('%s', (_, part, key) => expect(isIn(part, key)).toBe(true));
});

describe('a part is not in the cache key', () => {
  it.each<[string, RequestPart, Visible]>([
    ['a header of nothing', REFERER, NOTHING],
    ['a header that is left out', REFERER, headers(allExcept('REFERER'))],
    ['a header for a cookie of its name', REFERER, cookies(only('referer'))],
    ['the country among all of the viewer\'s', { kind: 'country' }, { ...headers(ALL), cloudFrontHeaders: [] }],
    ['a header of CloudFront that another is there of', { kind: 'header', name: 'cloudfront-viewer-city' },
      { ...headers(ALL), cloudFrontHeaders: ['CloudFront-Viewer-Country'] }],
    ['a cookie in another case', SESSION, cookies(only('session'))],
    ['a parameter in another case', { kind: 'query', name: 'id' }, queries(only('ID'))],
    ['parameters that begin alike, of which some are named', { kind: 'query', name: 'utm_*' }, queries(only('utm_source'))],
    ['parameters that begin alike, by a name with a star', { kind: 'query', name: 'utm_*' }, queries(only('utm_*'))],
    ['parameters that begin alike, of which one is left out', { kind: 'query', name: 'utm_*' }, queries(allExcept('utm_id'))],
    ['the whole query of all but one', { kind: 'query' }, queries(allExcept('id'))],
    ['the method, whatever is', { kind: 'method' }, { headers: ALL, cookies: ALL, queryStrings: ALL }],
  ])('%s', (_, part, key) => expect(isIn(part, key)).toBe(false));

  it('if it is only forwarded, which does not separate cached responses', () => {
    expect(prove(REFERER, { key: NOTHING, forwarded: headers(ALL), cached: true })).toHaveLength(1);
  });

  it('if the key is unknown; the message says so', () => {
    expect(prove(REFERER, { forwarded: headers(ALL), cached: true }).map((p) => p.message)).toEqual([
      'reads the header "referer", which is not known to be in the cache key of behavior "/x/*", so that one viewer\'s answer would be served to all; '
      + 'use something else',
    ]);
  });
});

describe('where nothing is cached', () => {
  it.each<[string, RequestPart, BehaviorCaching]>([
    ['what is forwarded may be read', REFERER, { key: NOTHING, forwarded: headers(only('Referer')), cached: false }],
    ['what is in the key reaches the function', REFERER, { key: headers(ALL), forwarded: NOTHING, cached: false }],
    ['the method reaches the function', { kind: 'method' }, { key: NOTHING, forwarded: NOTHING, cached: false }],
    ['an unknown policy may forward it', REFERER, { key: NOTHING, cached: false }],
  ])('%s', (_, part, caching) => expect(prove(part, caching)).toEqual([]));

  it('a part that the function does not see is reported with the reading\'s own message', () => {
    expect(prove(REFERER, { key: NOTHING, forwarded: NOTHING, cached: false })).toEqual([
      {
        code: 'EDGE_MASK_UNSEEN',
        severity: 'warning',
        path: 'rules[0]',
        message:
          'reads the header "referer", which does not reach the function on behavior "/x/*", so that nothing happens; show it',
      },
    ]);
  });
});

describe('a part that may be missing', () => {
  const part: RequestPart = { kind: 'query', dispensable: true };

  it('is safe if no function sees it', () => {
    expect(prove(part, { key: NOTHING, forwarded: NOTHING, cached: true })).toEqual([]);
  });

  it.each<[string, BehaviorCaching]>([
    ['some of it is forwarded', { key: NOTHING, forwarded: queries(only('id')), cached: true }],
    ['nobody knows what is forwarded', { key: NOTHING, cached: true }],
    ['nobody knows what the key forwards', { forwarded: NOTHING, cached: true }],
  ])('is not where %s', (_, caching) => expect(prove(part, caching)).toHaveLength(1));
});

it('each unsafe reading is one problem, at its place, in order', () => {
  const at = (line: number, part: RequestPart): Reading => ({ ...of(part), place: { file: 'r.csv', line, column: 1 } });
  const readings = [at(9, SESSION), at(2, REFERER), at(1, { kind: 'query' })];
  const found = proveCacheKey(readings, {
    pattern: '*',
    caching: { key: headers(only('Referer')), forwarded: NOTHING, cached: true },
  });
  expect(found.map(({ code, severity, file, line, path }) => ({ code, severity, file, line, path }))).toEqual([
    { code: 'EDGE_NOT_IN_CACHE_KEY', severity: 'error', file: 'r.csv', line: 9 },
    { code: 'EDGE_NOT_IN_CACHE_KEY', severity: 'error', file: 'r.csv', line: 1 },
  ]);
});
