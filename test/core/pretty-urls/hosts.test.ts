import * as fc from 'fast-check';
import type { BakedStep } from '../../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../../src/attach/slots/function-code';
import { prettyUrlsFunctionFile } from '../../../src/attach/slots/pretty-urls-function';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../../src/core/facts/edge-limits';
import { prettyUrl, type PrettySite } from '../../../src/core/pretty-urls/pretty-url';
import { writeProgram } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { ranked } from '../../../src/core/redirects/traits/precedence';
import { existing, HAS_NJS, inNjs, ours } from '../../existing/support';
import { builtFunction } from '../../support/bundles';
import { cases } from '../../support/cases';
import { edgeEvent } from '../../support/events';
import {
  answerOf,
  functionStep,
  loaded,
  TTL,
  viewerEvent,
  type Answer,
  type TimedRequest,
} from '../../support/redirect-function';

const RULES = JSON.stringify({
  '/old': '/docs/',
  '/alias': { to: '/docs', statusCode: 200 },
  '/same': { to: '/same?x=1', statusCode: 200 },
  '/gone': { statusCode: 410 },
  '/v1.2': { to: '/v1.2/index.html', statusCode: 200 },
});
function parsedList(text: string) {
  const { rules } = parseRules(text, { format: 'json' });
  return { rules, order: ranked(rules), findings: [] };
}

const list = parsedList(RULES);

function prettyStep(site: PrettySite, status = 301): BakedStep {
  const made = { ...site, status, phrase: 'Moved', ttl: TTL };
  return { part: 'pretty-urls', config: { name: 'pretty-urls', pass: true }, code: prettyUrlsFunctionFile(made) };
}

const ruleStep = functionStep(list, { phrases: { 301: 'Moved Permanently', 410: 'Gone' } });

/** The same steps in a Lambda@Edge function. */
function onLambda({ home, pages, ...urls }: PrettySite, withRules: boolean, custom: readonly BakedStep[] = []) {
  const own = { cacheControl: TTL, rootObject: home.slice(1), errorPages: pages };
  const run = builtFunction([
    ...custom,
    ...(withRules
      ? [
        {
          part: 'redirect',
          config: { cacheControl: TTL },
          data: writeProgram(list.rules, list.order, []),
        } as const,
      ]
      : []),
    { part: 'pretty-urls', config: { ...own, ...urls, status: 301 } },
  ]);
  return async ({ path, query, method }: TimedRequest): Promise<Answer> => {
    const result = await run(edgeEvent('viewer-request', { method, uri: path, querystring: query }));
    if (result.status === undefined) return { uri: result.uri, query: result.querystring };
    const { location, 'cache-control': cacheControl } = result.headers;
    return { status: Number(result.status), location: location?.[0].value, cacheControl: cacheControl[0].value };
  };
}

const SLASH: PrettySite = { slash: true, folders: true, index: 'index.html', home: '' };
const get = (path: string, more: Partial<TimedRequest> = {}): TimedRequest => ({
  path,
  query: '',
  now: 0,
  headers: {},
  ...more,
});

const segment = fc.constantFrom(
  'docs',
  'index.html',
  'a.html',
  'v1.2',
  'old',
  'alias',
  'same',
  'gone',
  '404.html',
  '%2F',
  '..',
  '',
  'x%',
  'a[b]',
);
const request = fc
  .record({
    path: fc
      .tuple(fc.array(segment, { minLength: 1, maxLength: 3 }), fc.constantFrom('', '/'))
      .map(([all, end]) => `/${all.join('/')}${end}`),
    query: fc.constantFrom('', 'a=1', 'a=1&a=%20&b', 'x|y={z}'),
    method: fc.constantFrom('GET', 'HEAD', 'POST'),
  })
  .map(({ path, ...more }) => get(path, more));
const site: fc.Arbitrary<PrettySite> = fc.record({
  slash: fc.constantFrom(true, false, undefined),
  folders: fc.boolean(),
  keep: fc.boolean(),
  index: fc.constantFrom('index.html', 'default.htm'),
  home: fc.constantFrom('', '/index.html'),
  pages: fc.constantFrom(undefined, ['/404.html']),
}).map((given) => JSON.parse(JSON.stringify(given)));

describe('pretty URLs on both hosts', () => {
  it.each([true, false])('are the same (with rules: %s)', async (withRules) => {
    let changed = 0;
    await fc.assert(
      fc.asyncProperty(site, fc.array(request, { minLength: 12, maxLength: 12 }), async (pretty, requests) => {
        const steps = [...(withRules ? [ruleStep] : []), prettyStep(pretty)];
        const [answer, lambda] = [loaded(steps), onLambda(pretty, withRules)];
        const beside = loaded([ours('function handler(event) { return event.request; }'), ...steps]);
        for (const each of requests) {
          const wanted = answer(each);
          expect({ ...each, answer: await lambda(each) }).toEqual({ ...each, answer: wanted });
          expect({ ...each, answer: await beside(each) }).toEqual({ ...each, answer: wanted });
          if (wanted.uri !== each.path) changed++;
        }
      }),
      { numRuns: cases(200) },
    );
    expect(changed).toBeGreaterThan(cases(200) * 3);
  });

  (HAS_NJS ? it : it.skip)('are the same in njs', () => {
    for (const [pretty, requests] of fc.sample(fc.tuple(site, fc.array(request, { minLength: 30, maxLength: 30 })), {
      numRuns: 8,
      seed: 25,
    })) {
      const steps = [ruleStep, prettyStep(pretty)];
      const answer = loaded(steps);
      const code = composeCloudFrontFunction(steps).replace(
        /function handler\(event\) \{(?=[^\n]*\n$)/,
        '$& event.request.rawQueryString = function () { return event.$raw; };',
      );
      const results = inNjs(
        code,
        requests.map((one) => ({ ...viewerEvent(one), $raw: one.query })),
      );
      expect(results.map((result, i) => answerOf(JSON.parse(result), requests[i]))).toEqual(
        requests.map((one) => answer(one)),
      );
    }
  });
});

describe('rules and pretty URLs in one CloudFront Function', () => {
  const answer = loaded([ruleStep, prettyStep(SLASH)]);

  it.each<[string, string, object]>([
    ['a rule applies first', '/old', { status: 301, location: '/docs/', cacheControl: TTL }],
    ['a status alone is the answer', '/gone', { status: 410 }],
    ['a rewritten path shows its file and is not redirected', '/alias', { uri: '/docs/index.html' }],
    ['a path with a dot can be a page by a rule', '/v1.2', { uri: '/v1.2/index.html' }],
    ['other paths are redirected', '/docs', { status: 301, location: '/docs/', cacheControl: TTL }],
    ['other paths are files', '/docs/', { uri: '/docs/index.html' }],
  ])('%s: %s', (_, path, wanted) => expect(answer(get(path))).toMatchObject(wanted));

  it('is small: no part of the rule engine without rules, and no checks of results', () => {
    const bytes = (steps: readonly BakedStep[]) => composeCloudFrontFunction(steps).length;
    expect(bytes([prettyStep(SLASH)])).toBeLessThan(2_500);
    expect(bytes([ruleStep, prettyStep(SLASH)]) - bytes([ruleStep])).toBeLessThan(2_200);
  });

  const GUARD = `function handler(event) {
    if (event.request.headers.authorization) return event.request;
    return { statusCode: 401, headers: { 'www-authenticate': { value: 'Basic' } } };
  }`;
  const INDEX = 'function handler(event) { if (event.request.uri.endsWith("/")) event.request.uri += "index.html"; return event.request; }';
  const splats = functionStep(parsedList('{ "/blog/*": "/news/:splat" }'), { phrases: { 301: 'Moved Permanently' } });

  it.each<[string, readonly BakedStep[]]>([
    ['rules and a file of the user', [ruleStep, prettyStep(SLASH), ours(INDEX)]],
    ['rules and a guard', [ours(GUARD), ruleStep, prettyStep(SLASH)]],
    ['a splat and an existing function', [splats, prettyStep(SLASH), existing(INDEX)]],
    ['a splat and an existing function before them', [existing(INDEX, 'before'), splats, prettyStep(SLASH)]],
  ])('fits, with 80 bytes to spare, beside %s', (_, steps) => {
    expect(composeCloudFrontFunction(steps, true).length).toBeLessThan(CLOUDFRONT_FUNCTION_CODE_MAX_BYTES - 80);
  });

  it('leaves functions without pretty URLs as they were', () => {
    expect(composeCloudFrontFunction([ruleStep])).not.toMatch(/edgeSent|edgeOwn/);
    expect(composeCloudFrontFunction([ours('function handler() {}')])).not.toMatch(/edgeSent|edgeOwn/);
  });

  it('answers a URL that would be too long by passing the request on', async () => {
    const long = `/${'a'.repeat(8185)}`;
    const any = { ...SLASH, slash: undefined };
    expect(loaded([prettyStep(any)])(get(long))).toMatchObject({ uri: long });
    expect(await onLambda(any, false)(get(long))).toMatchObject({ uri: long });
    const query = 'q'.repeat(8186);
    expect(loaded([prettyStep(SLASH)])(get('/abc', { query }))).toMatchObject({ uri: '/abc' });
    expect(await onLambda(SLASH, false)(get('/abc', { query }))).toMatchObject({ uri: '/abc' });
  });
});

describe('pretty URLs beside other code', () => {
  const INDEX =
    'function handler(event) { if (event.request.uri.endsWith("/")) event.request.uri += "index.html"; return event.request; }';

  it.each(['before', 'after'] as const)('an existing function that adds index.html %s them makes no loop', (order) => {
    for (const rest of [[ruleStep], []]) {
      const own = [...rest, prettyStep(SLASH)];
      const answer = loaded(order === 'before' ? [existing(INDEX, order), ...own] : [...own, existing(INDEX, order)]);
      expect(answer(get('/docs/', { query: 'a=1' }))).toEqual({ uri: '/docs/index.html', query: 'a=1' });
      expect(answer(get('/docs', { query: 'a=1' }))).toMatchObject({ location: '/docs/?a=1' });
      expect(answer(get('/docs/index.html'))).toMatchObject({ location: '/docs/' });
    }
  });

  it('a step of the user that changes the path is not redirected', async () => {
    const step = ours(
      'function handler(event) { event.request.uri = event.request.uri.replace("/site", ""); return event.request; }',
    );
    const answer = loaded([step, prettyStep(SLASH)]);
    expect(await answer(get('/site/docs'))).toMatchObject({ uri: '/docs/index.html' });
    expect(await answer(get('/docs'))).toMatchObject({ location: '/docs/' });
  });

  it('an asynchronous step of the user before them', async () => {
    const step = ours('async function handler(event) { await 0; return event.request; }');
    const answer = loaded([step, prettyStep(SLASH)]);
    const both = await Promise.all([answer(get('/a', { query: 'n=1' })), answer(get('/b/'))]);
    expect(both).toMatchObject([{ location: '/a/?n=1' }, { uri: '/b/index.html' }]);
  });
});

it('the engine decides at synthesis as on the hosts', () => {
  expect(prettyUrl(SLASH, '/docs', 'a', true)).toEqual({
    location: loaded([prettyStep(SLASH)])(get('/docs', { query: 'a' })).location,
  });
});
