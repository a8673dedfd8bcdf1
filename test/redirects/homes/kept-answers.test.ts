import * as fc from 'fast-check';
import { inCode, prettyInFunction, prettyOnLambda } from './together';
import type { BakedStep } from '../../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../../src/attach/slots/function-code';
import { parseRules } from '../../../src/core/redirects/parse';
import { writeProgram } from '../../../src/core/redirects/program/write/program';
import { ranked } from '../../../src/core/redirects/traits/precedence';
import { builtFunction } from '../../support/bundles';
import {
  lambdaAnswer, lambdaEvent, loadedCode, settableClock, TTL, type Answer, type RuleList, type TimedRequest,
} from '../../support/redirect-function';
import { entriesOf, storeStep } from '../../support/redirect-store';

const START = Date.UTC(2026, 0, 15);
const seconds = fc.option(fc.integer({ min: -100, max: 500 }), { freq: 2, nil: undefined });
const CONDITIONS = [{ cookie: { a: true } }, { cookie: { a: '1' } }, { header: { 'x-a': '1' } }, { language: 'de' }];

const rule = fc.record({
  from: fc.constantFrom('/a', '/b', '/c', '/a/*', '/*', '/:p', '/a?id', '/b/:p', 'https://a.test/a', '/c/d'),
  kind: fc.constantFrom({ to: null }, { statusCode: 200 }, { statusCode: 410 }, { statusCode: 503 }, {}, {}, {}),
  to: fc.constantFrom('/a', '/b', '/c', '/b/c', '/c/d', '/x', '/y?q=1', '/a?id=1'),
  dates: fc.tuple(seconds, seconds),
  when: fc.option(fc.constantFrom(...CONDITIONS), { freq: 1, nil: undefined }),
  cacheTtl: fc.constantFrom(undefined, undefined, 0, 1, 30, 1_000),
}).map(({ from, kind, to, dates: [first, second], when, cacheTtl }) => {
  const dateOf = (at?: number) => at && new Date(START + at * 1000).toISOString();
  const [start, end] = [dateOf(first), dateOf(second)];
  const answers = kind.to !== null && kind.statusCode !== 200;
  return {
    ...{ from, when, start, end: start && end && end <= start ? undefined : end },
    ...(kind.statusCode === 410 || kind.statusCode === 503 ? {} : { to }),
    ...(answers && { cacheTtl }),
    ...kind,
  };
});
const lists = fc.array(fc.array(rule, { minLength: 1, maxLength: 4 }), { minLength: 1, maxLength: 3 }).map((all) => (
  all.map((rules): RuleList => {
    const parsed = parseRules(JSON.stringify(rules), { format: 'json' }).rules;
    return { rules: parsed, order: ranked(parsed), findings: [] };
  }).filter((list) => list.rules.length > 0)));

type Ask = (request: TimedRequest) => Promise<Answer> | Answer;
const fail = (line: string) => { throw new Error(line); };

/** All lists of a function in its code, or those from an index on in a store, and pretty URLs behind them. */
const inFunction = (stored: number) => (all: readonly RuleList[], pretty: boolean): Ask => {
  const steps = all.map((list, i) => (i < stored ? inCode(list) : storeStep(`list${i}`)));
  const entries = all.flatMap((list, i) => (i < stored ? [] : [...entriesOf(list, `list${i}`)]));
  return loadedCode(
    composeCloudFrontFunction([...steps, ...prettyInFunction(pretty)]), fail, Object.fromEntries(entries));
};

function onLambda(all: readonly RuleList[], pretty: boolean): Ask {
  const Clock = settableClock();
  const steps = all.map(({ rules, order, findings }): BakedStep => (
    { part: 'redirect', config: { cacheControl: TTL }, data: writeProgram(rules, order, findings) }));
  const run = builtFunction([...steps, ...prettyOnLambda(pretty)], fail, { Date: Clock });
  return async (request) => {
    Clock.time = request.now;
    return lambdaAnswer(await run(lambdaEvent(request)));
  };
}

const VIEWERS = [{}, { cookie: 'a=1' }, { 'cookie': 'a=2', 'x-a': '1' }, { 'accept-language': 'de' }];
const URLS = ['/a', '/b', '/a/', '/b/c', '/c/d', '/a?id=2', '/y?q=1', '/', '/x'].map((url) => url.split('?'));

test.each([
  ['a CloudFront Function', inFunction(9)], ['one with a store', inFunction(0)], ['one with both', inFunction(1)],
  ['Lambda@Edge', onLambda],
])('%s: while a browser keeps an answer, every viewer gets that answer', async (_, home) => {
  let kept = 0;
  const given = [lists, fc.boolean(), fc.nat(420), fc.constantFrom(...VIEWERS)] as const;
  await fc.assert(fc.asyncProperty(...given, async (all, pretty, at, headers) => {
    const ask = home(all, pretty);
    for (const [path, query = ''] of URLS) {
      const now = START + at * 1000 + 137;
      const request: TimedRequest = { path, query, host: 'a.test', headers, now };
      const { status, location, cacheControl } = await ask(request);
      const age = 1000 * Number(/^max-age=(\d+)$/.exec(cacheControl ?? '')?.[1] ?? 0);
      if (status === undefined || age === 0) continue;
      kept++;
      for (const after of [0, age / 2, age - 1]) {
        for (const viewer of VIEWERS) {
          const later = await ask({ ...request, headers: viewer, now: now + after });
          expect({ path, query, after, viewer, status: later.status, location: later.location })
            .toEqual({ path, query, after, viewer, status, location });
        }
      }
    }
  }), { numRuns: 60, seed: 20261128 });
  expect(kept).toBeGreaterThan(40);
}, 60_000);
