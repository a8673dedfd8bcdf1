import type { BakedStep } from '../../../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../../../src/attach/slots/function-code';
import { prettyUrlsFunctionFile } from '../../../../src/attach/slots/pretty-urls-function';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../../../src/core/facts/edge-limits';
import { compileRules } from '../../../../src/core/redirects/compile';
import { functionSite } from '../../../../src/core/redirects/function/site';
import { parseRules } from '../../../../src/core/redirects/parse';
import { kindsOf, type RuleKind } from '../../../../src/core/redirects/store/kinds';
import { existing, ours } from '../../../existing/support';
import { HAS_NJS, resultsInNjs } from '../../../support/njs';
import { answerOf, functionStep, loadedCode, TTL, viewerEvent, type RuleList } from '../../../support/redirect-function';
import { counting, entriesOf, loadedStore, storeStep } from '../../../support/redirect-store';

const PATHS = {
  '/old': '/docs/',
  '/alias': { to: '/docs/', statusCode: 200 },
  '/alias-2': { to: '/docs/?own=1', statusCode: 200, query: 'drop' },
  '/same': 'https://www.example.com/same',
  'https://other.example.com/shop': '/at-other',
  '/gone': { statusCode: 410 },
  '/docs/left': null,
  '/Case': { to: '/any', caseSensitive: false },
} as const;
const LISTS: Readonly<Record<string, object>> = {
  'whole paths': PATHS,
  'patterns': { ...PATHS, '/docs/v1/*': '/docs/:splat', '/p/:id': { to: '/q/:id', statusCode: 200 } },
  'queries': { ...PATHS, '/shop?id=7': '/s/7', '/de': '/docs?l=de' },
  'conditions and queries': {
    ...PATHS, '/shop?id=7': '/s/7', '/de': { to: '/docs?l=de', when: { language: 'de' } },
  },
};

const URLS = [
  '/old', '/old?a=1', '/alias?a=1', '/alias-2?a=1', '/same', '/shop', '/shop?id=7&x=1', '/gone', '/docs/left', '/docs/left/',
  '/docs', '/docs/', '/docs?a=1', '/docs/index.html?x', '/CASE', '/docs/v1/a/b', '/p/1', '/de?a=1', '/nowhere/', '/a.png', '/',
];
const REQUESTS = URLS.flatMap((url) => ['www.example.com', 'other.example.com'].map((host) => {
  const [path, query = ''] = url.split('?');
  return { path, query, host, now: 0, headers: { 'accept-language': 'de' } };
}));

const pretty: BakedStep = {
  part: 'pretty-urls',
  config: { name: 'pretty-urls', pass: true },
  code: prettyUrlsFunctionFile({
    slash: true, folders: true, index: 'index.html', home: '', status: 301, phrase: 'Moved Permanently', ttl: TTL,
  }),
};
const theirs = 'function handler(event) { event.request.headers["x-seen"] = { value: event.request.uri }; return event.request; }';
const hosts = compiled({ 'https://other.example.com/docs': 'https://www.example.com/docs', 'https://other.example.com/': '/o' });
const rulesOfOther = functionStep(hosts, functionSite({ ttl: 300, rootObject: '', errorPages: [] }, hosts));

const BESIDE: Readonly<Record<string, (own: BakedStep) => BakedStep[]>> = {
  'a function of the user before it': (own) => [existing(theirs, 'before'), own],
  'a function of the user after it': (own) => [own, existing(theirs)],
};
/** With fewer bytes of rules. */
const BESIDE_QUERIES: typeof BESIDE = { ...BESIDE, 'pretty URLs': (own) => [own, pretty] };
const BESIDE_PATHS: typeof BESIDE = {
  ...BESIDE_QUERIES,
  'pretty URLs and a function of the user': (own) => [own, pretty, existing(theirs)],
  'a file of the user': (own) => [own, ours(theirs)],
  'a second redirector with rules in its code': (own) => [own, rulesOfOther],
};

function compiled(rules: object): RuleList {
  return compileRules(parseRules(JSON.stringify(rules), { format: 'json' }).rules);
}

const cases = Object.entries(LISTS).flatMap(([name, rules]) => {
  const list = compiled(rules);
  const kinds: RuleKind[] = ['paths', ...kindsOf(list)];
  const others = name === 'queries' ? BESIDE_QUERIES : BESIDE;
  return Object.entries(kinds.length === 1 ? BESIDE_PATHS : others).map(([beside, steps]) => (
    { name: `${name} beside ${beside}`, list, kinds, steps }));
});

describe.each(cases)('a store with $name', ({ list, kinds, steps }) => {
  const stored = steps(storeStep('', {}, kinds));
  const keyValues = Object.fromEntries(entriesOf(list, '', kinds));
  const baked = steps(functionStep(list, functionSite({ ttl: 300, rootObject: '', errorPages: [] }, list)));
  const inCode = loadedCode(composeCloudFrontFunction(baked));
  const wanted = async () => {
    const answers = [];
    for (const request of REQUESTS) answers.push({ ...request, answer: await inCode(request) });
    return answers;
  };

  test('fits into a CloudFront Function, which it does not with all kinds', () => {
    const bytes = (some: readonly BakedStep[]) => composeCloudFrontFunction(some, true).length;
    expect(bytes(stored)).toBeLessThanOrEqual(CLOUDFRONT_FUNCTION_CODE_MAX_BYTES);
    expect(bytes(steps(storeStep()))).toBeGreaterThan(CLOUDFRONT_FUNCTION_CODE_MAX_BYTES);
  });

  test('answers like rules in the code', async () => {
    const answer = loadedStore(stored, keyValues);
    const got = [];
    for (const request of REQUESTS) {
      const { reads: _, log, ...given } = await answer(request);
      expect(log).toEqual([]);
      got.push({ ...request, answer: given });
    }
    expect(got).toEqual(await wanted());
  });

  (HAS_NJS ? test : test.skip)('answers like them in njs', async () => {
    const code = counting(composeCloudFrontFunction(stored));
    const [results] = resultsInNjs([{ code, store: keyValues, events: REQUESTS.map(viewerEvent) }]);
    const got = REQUESTS.map((request, i) => ({ ...request, answer: answerOf(results[i], request) }));
    expect(got).toEqual(await wanted());
  });
});

test('a rule of another kind in the store does not keep pretty URLs from the request', async () => {
  const entries = Object.fromEntries(entriesOf(compiled({ '/a': '/b', '/docs/*': '/d/:splat' })));
  const answer = loadedStore([storeStep('', {}, ['paths']), pretty], entries);
  const failed = [expect.stringContaining('of a kind for which the function has no code')];
  const get = (path: string) => answer({ path, query: '', now: 0, headers: {} });
  expect(await get('/docs/x/')).toMatchObject({ uri: '/docs/x/index.html', log: failed });
  expect(await get('/a')).toMatchObject({ location: '/b', log: [] });
});
