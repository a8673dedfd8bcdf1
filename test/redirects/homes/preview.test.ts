import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decided } from './homes';
import { byHand, type ListOfPairs } from './pairs';
import { HOMES_OF_APPS, serving } from './preview-app';
import { originServer } from '../../preview/support/origin-server';
import { rawResponse } from '../../preview/support/raw-request';
import { cases } from '../../support/cases';
import type { Answer, TimedRequest } from '../../support/redirect-function';

const folder = mkdtempSync(join(tmpdir(), 'homes-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What a request line can hold. */
const isOnTheWire = ({ path, query, headers }: TimedRequest): boolean => (
  /^[!-"$-~]*$/.test(path + query) && path.length + query.length < 8_000 && Object.keys(headers).length === 0);

/** Requests of the lists, all of a sort alike: with fewer cases each n-th. */
const LISTS = byHand().filter(({ overHttp }) => overHttp).map(({ requests, errorPages: _, ...list }): ListOfPairs => {
  const sent = requests.filter(isOnTheWire).map((request) => ({ ...request, now: Date.now() }));
  const every = Math.ceil(sent.length / cases(120));
  return { ...list, requests: sent.filter((__, i) => i % every === 0) };
});

/** The origin tells which URL was requested. */
const urlOf = (list: ListOfPairs, { uri, query }: Answer): string => (
  (uri === '/' && list.rootObject ? `/${list.rootObject}` : uri) + (query ? `?${query}` : ''));

const asText = (list: ListOfPairs, answer: Answer): string => (answer.status === undefined
  ? `passes ${urlOf(list, answer)}`
  : [answer.status, answer.location, answer.cacheControl, answer.body].filter((part) => part !== undefined).join(' '));

describe.each(HOMES_OF_APPS)('rules in %s answer over HTTP as the engine does', (_, sourceOf) => {
  test.each(LISTS.map((list) => [list.name, list] as const))('%s', async (__, list) => {
    const origin = await originServer((request, response) => response.end(request.url));
    const place = mkdtempSync(join(folder, 'site-'));
    const { url, logs } = await serving(list, sourceOf, place, origin.url);
    const wanted = decided(list).map((answer) => asText(list, answer));
    const differing: string[] = [];
    for (const [i, { path, query, host, method }] of list.requests.entries()) {
      const sent = `${path}${query && `?${query}`}`;
      const { status, headers, body } = await rawResponse(url!, { path: sent, method, headers: { host: host! } });
      const isOurs = /Generated/.test(String(headers['x-cache']));
      const got = isOurs
        ? [status, headers.location, headers['cache-control'], body].filter(Boolean).join(' ')
        : status === 200 ? `passes ${body}` : `${status} of CloudFront`;
      if (got !== wanted[i]) differing.push(`${host}${sent}: ${got}, not ${wanted[i]}`);
    }
    expect(differing).toEqual([]);
    expect(wanted.filter((answer) => !answer.startsWith('passes')).length).toBeGreaterThan(wanted.length / 10);
    expect(logs.filter((line) => !line.includes('too long'))).toEqual([]);
  });
});
