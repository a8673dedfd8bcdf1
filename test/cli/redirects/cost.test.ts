import { list } from './publish/support/lists';
import { file, run } from './support';
import { composeCloudFrontFunction } from '../../../src/attach/slots/function-code';
import { redirectFunctionFile } from '../../../src/attach/slots/redirect-function';
import { LAMBDA_EDGE_MILLION } from '../../../src/core/facts/prices';
import { compileRules } from '../../../src/core/redirects/compile';
import { functionSite } from '../../../src/core/redirects/function/site';
import { functionBytes } from '../../../src/core/redirects/function/size';
import { parseRules } from '../../../src/core/redirects/parse';

interface Report {
  readonly homes: { id: string; fits: boolean; faults?: string[]; million: object; month?: object }[];
}

async function report(text: string, ...args: string[]): Promise<Report['homes']> {
  const { code, out } = await run('cost', file('redirects.json', text), '--json', ...args);
  expect(code).toBe(0);
  return (JSON.parse(out.join('\n')) as Report).homes;
}

test('prints a table', async () => {
  const { code, out, err } = await run('cost', file('redirects.json', '{"/a": "/b"}'), '--requests', '10000000');
  expect([code, err]).toEqual([0, []]);
  expect(out).toEqual([
    '1 rule; USD in US East, prices of 2026-11-28',
    '',
    '                                                                        a million       a month of 10,000,000 requests',
    'CloudFront Function, rules in its code                                  $0.10           $0.80',
    'CloudFront Function and KeyValueStore, 1 to 4 reads                     $0.13 to $0.22  $1.04 to $1.94',
    'Lambda@Edge on viewer-request, rules in its code                        $0.63           $6.31',
    'Lambda@Edge on origin-request, 10 % of the requests                     $0.06           $0.63',
    'Lambda@Edge on viewer-request, rules in a bucket                        $0.63           $6.31',
    'Lambda@Edge on origin-request, rules in a bucket, 10 % of the requests  $0.06           $0.63',
    '',
    'Lambda@Edge: $0.60 a million, and 5 ms at 128 MB, an assumption.',
    'A month has 2,000,000 runs of CloudFront Functions and as many reads of stores without a charge.',
    'Without "host", a redirector takes a CloudFront Function if its code has at most 8,192 bytes.',
    'With "logRules", Lambda@Edge writes about 200 bytes for each redirect: $0.10 a million, at $0.50 per GB of logs; a CloudFront '
      + 'Function writes to the access log.',
    'Rules in a bucket: $0.40 more for a million reads of the object, of which each environment of the function makes one now '
      + 'and then.',
  ]);
});

test('a CloudFront Function costs a sixth of Lambda@Edge', () => {
  expect(LAMBDA_EDGE_MILLION / 0.10).toBeGreaterThan(6);
});

test('a month without more requests than are free costs nothing', async () => {
  const homes = await report('{"/a": "/b"}', '--requests', '2,000,000', '--misses', '50');
  expect(homes.map(({ id, month }) => [id, month]).slice(0, 4)).toEqual([
    ['function', { least: 0, most: 0 }],
    ['key-value-store', { least: 0, most: 0.18 }],
    ['lambda-edge', { least: 1.263, most: 1.263 }],
    ['lambda-edge-origin', { least: 0.631, most: 0.631 }],
  ]);
});

test.each<[string, string, Record<string, string>]>([
  ['too many rules for the code', list(300), { function: 'bytes of code; CloudFront allows 10,240' }],
  ['a long target', `{"/a": "/${'b'.repeat(1_100)}"}`, { 'key-value-store': 'line 1: "/a" and its target take more' }],
  ['the status of the origin', '{"/a": {"to": "/b", "when": {"originStatus": 404}}}', {
    'function': 'line 1',
    'key-value-store': 'line 1',
    'lambda-edge': 'line 1',
    'lambda-edge-origin': 'line 1',
    'bucket': 'line 1',
    'bucket-origin': 'line 1',
  }],
  ['a country', '{"/a": {"to": "/b", "when": {"country": "DE"}}}', { 'lambda-edge': 'line 1', 'bucket': 'line 1' }],
  ['the header Cookie', '{"/a": {"to": "/b", "when": {"header": {"cookie": "x"}}}}', {
    'function': 'single cookies only', 'key-value-store': 'single cookies only',
  }],
  ['a page of another host', '{"/a": {"to": "https://api.example.com/", "statusCode": 200}}', {
    'function': 'origin-request only',
    'key-value-store': 'origin-request only',
    'lambda-edge': 'origin-request only',
    'bucket': 'origin-request only',
  }],
])('says where a list cannot be: %s', async (_, text, expected) => {
  const refused = (await report(text)).filter(({ fits }) => !fits);
  expect(Object.fromEntries(refused.map(({ id, faults }) => [id, faults![0]]))).toEqual(
    Object.fromEntries(Object.entries(expected).map(([id, fault]) => [id, expect.stringContaining(fault)])));
});

test('a list with errors has no price', async () => {
  const { code, out, err } = await run('cost', file('redirects.json', '{"/a": "/b", "/b": "/a"}'));
  expect([code, out, err.join()]).toEqual([1, [], expect.stringContaining('[EDGE_REDIRECT_LOOP]')]);
});

test.each([
  ['--requests', '1e6'], ['--requests', '-1'], ['--requests', 'many'], ['--misses', '101'], ['--misses', 'x'],
])('%s %s is a usage error', async (option, value) => {
  expect((await run('cost', file('redirects.json', '{"/a": "/b"}'), `${option}=${value}`)).code).toBe(2);
});

test.each([
  ['few rules', '{"/a": "/b"}'],
  ['patterns', list(100)],
  ['conditions', '{"/a": {"to": "/b?x=1", "when": {"country": "DE", "language": "de"}}, "/c/*": "/d/:splat", "/q?id=:id": "/x"}'],
  ['letters beyond ASCII', '{"/é": {"to": "/ü", "statusCode": 302}, "/x/:y": "/:y/é"}'],
])('the size of a function is about what it will be: %s', (_, text) => {
  const compiled = compileRules(parseRules(text, { format: 'json' }).rules) as Required<ReturnType<typeof compileRules>>;
  const site = functionSite({ ttl: 300, rootObject: '', errorPages: [] }, compiled);
  const code = redirectFunctionFile(compiled, site);
  const exact = Buffer.byteLength(composeCloudFrontFunction([{ part: 'redirect', config: { name: 'redirect' }, code }]));
  expect(functionBytes(compiled, site) - exact).toBeGreaterThanOrEqual(0);
  expect(functionBytes(compiled, site) - exact).toBeLessThan(400);
});
