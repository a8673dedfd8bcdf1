import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { explained, file, folder, json } from './support';
import { AssemblyBuilder } from '../../preview/support/assembly';
import { addSite, customOrigin, siteAssembly } from '../../preview/support/site';

const FIELDS = ['date', 'time', 'x-edge-location', 'sc-bytes', 'c-ip', 'cs-method', 'cs(Host)', 'cs-uri-stem', 'sc-status', 'cs(Referer)',
  'cs(User-Agent)', 'cs-uri-query', 'cs(Cookie)', 'x-edge-result-type', 'x-edge-request-id', 'x-host-header', 'cs-protocol', 'cs-bytes',
  'time-taken', 'x-forwarded-for', 'ssl-protocol', 'ssl-cipher', 'x-edge-response-result-type', 'cs-protocol-version', 'fle-status',
  'fle-encrypted-fields', 'c-port', 'time-to-first-byte', 'x-edge-detailed-result-type', 'sc-content-type', 'sc-content-len',
  'sc-range-start', 'sc-range-end'];
const line = (values: Record<string, string>) => FIELDS.map((name) => ({
  'date': '2026-11-28',
  'time': '10:00:00',
  'cs-method': 'GET',
  'cs-protocol': 'https',
  'x-edge-result-type': 'Error',
  'cs-uri-stem': '/a',
  ...values,
} as Record<string, string>)[name] ?? '-').join('\t');
const LINES = [
  '#Version: 1.0', `#Fields: ${FIELDS.join(' ')}`,
  line({ 'sc-status': '200', 'x-edge-result-type': 'Hit', 'x-edge-detailed-result-type': 'Hit' }),
  line({ 'sc-status': '403', 'x-edge-detailed-result-type': 'ClientGeoBlocked' }),
  line({ 'sc-status': '403', 'x-edge-detailed-result-type': 'ClientGeoBlocked', 'cs-uri-stem': '/b' }),
  line({ 'sc-status': '403', 'x-edge-detailed-result-type': 'Error', 'sc-content-type': 'text/html', 'sc-content-len': '919', 'x-edge-request-id': 'abc' }),
].join('\n');

const EXPECTED = [['geo-restriction', 'certain', 2], ['waf', 'likely', 1]];
const rows = (list: any[]) => list.map(({ source, confidence, count }) => [source, confidence, count]);

test('the errors of access logs are explained and counted, in files, packed ones and folders', async () => {
  const logs = join(folder, 'logs');
  mkdirSync(logs);
  writeFileSync(join(logs, 'E1.2026-11-28-10.gz'), gzipSync(LINES));
  for (const source of [file(LINES), file(gzipSync(LINES)), logs]) {
    const { code, list } = await json(source);
    expect([code, rows(list)]).toEqual([1, EXPECTED]);
    expect(list[1].settledBy).toContain('for this request (id abc)');
  }
});

test.each([' ', ',', ';', '|'])('a log with %j between its columns is recognized', async (delimiter) => {
  const { code, list } = await json(file(LINES.split('\n').slice(2).join('\n').replaceAll('\t', delimiter)));
  expect([code, rows(list)]).toEqual([1, EXPECTED]);
});

test('lines of JSON are explained, and lines that cannot be read are counted and named', async () => {
  const entry = { 'date': '2026-11-28', 'time': '10:00:00', 'sc-status': '503', 'x-edge-result-type': 'Error', 'cs-uri-stem': '/a', 'x-edge-detailed-result-type': 'LambdaLimitExceeded' };
  const { list, error, code } = await json(file(`${JSON.stringify(entry)}\n{"broken\n`));
  expect([code, rows(list)]).toEqual([1, [['edge-function-failed', 'certain', 1]]]);
  expect(error).toMatch(/:2: .*\n/);
});

test('logs in CloudWatch Logs are explained as the AWS CLI and a query print them', async () => {
  const entry = { 'date': '2026-11-28', 'time': '10:00:00', 'sc-status': '403', 'x-edge-result-type': 'Error', 'cs-uri-stem': '/a', 'x-edge-detailed-result-type': 'ClientGeoBlocked' };
  const message = JSON.stringify(entry);
  const exports = [
    JSON.stringify({ events: [{ timestamp: 1, message }], searchedLogStreams: [] }, undefined, 4),
    JSON.stringify({ results: [[{ field: '@message', value: message }]], status: 'Complete' }),
    `@timestamp,@message\n2026-11-28 10:00:00.000,"${message.replaceAll('"', '""')}"\n`,
    gzipSync(`2026-11-28T10:00:01.000Z ${message}\n`),
  ];
  for (const text of exports) {
    const { code, list, error } = await json(file(text));
    expect([code, rows(list), error]).toEqual([1, [['geo-restriction', 'certain', 1]], '']);
  }
});

test('logs without requests, and --origin beside logs, are wrong', async () => {
  const other = join(folder, 'no-logs');
  mkdirSync(other);
  writeFileSync(join(other, 'readme.txt'), 'Nothing\n');
  for (const args of [[file('#Version: 1.0\n')], [file(LINES), '--origin', 'x'], [other], [file(gzipSync(LINES).subarray(0, 20))]]) {
    const { code, error } = await explained(args[0], ...args.slice(1));
    expect([code, error]).toEqual([2, expect.stringContaining('[EDGE_EXPLAIN_INPUT]')]);
  }
});

describe('with --template', () => {
  const api = { PathPattern: '/api/*', TargetOriginId: 'api.example.com', ViewerProtocolPolicy: 'allow-all' };
  const signed = { PathPattern: '/private/*', TargetOriginId: 'web', ViewerProtocolPolicy: 'allow-all', TrustedKeyGroups: ['k'] };
  const out = () => siteAssembly({
    origins: [customOrigin('api.example.com')], behaviors: [api, signed], config: { Aliases: ['www.example.com'] },
  });
  const error = (path: string, more: Record<string, string> = {}, host = 'www.example.com') => line({
    'sc-status': '403', 'x-edge-detailed-result-type': 'Error', 'cs-uri-stem': path, 'x-host-header': host, ...more,
  });
  const explainedWith = async (lines: string[], ...options: string[]) => (
    (await json(file(lines.join('\n')), ...options)).list.map(({ source, candidates, examples, count }: any) => (
      [source, count, candidates.map((one: any) => one.source).join(' '), ...examples])));

  test('lines of one kind are grouped by their behavior, and what that does not have is ruled out', async () => {
    const lines = [error('/api/x'), error('/api/y'), error('/api/y'), error('/page'), error('/private/x', {}, 'WWW.example.com')];
    expect((await explainedWith(lines)).map(([, count]) => count)).toEqual([5]);
    expect(await explainedWith(lines, '--template', out())).toEqual([
      ['cannot-tell', 3, 'custom-origin cached-error', 'https://www.example.com/api/y'],
      ['cannot-tell', 1, 's3-origin cached-error', 'https://www.example.com/page'],
      ['cannot-tell', 1, 'signed-url s3-origin cached-error', 'https://www.example.com/private/x'],
    ]);
  });

  test('XML is that of a bucket where there is one', async () => {
    const xml = { 'sc-content-type': 'application/xml' };
    const found = await explainedWith([error('/page', xml), error('/api/x', xml)], '--template', out());
    expect(found.map(([source, , , example]) => [source, example])).toEqual([
      ['s3-origin', 'https://www.example.com/page'], ['cannot-tell', 'https://www.example.com/api/x'],
    ]);
  });

  test('a host that is not an alias may be the reason of a refused request, and an alias is not', async () => {
    const refused = { 'x-edge-detailed-result-type': 'InvalidRequest' };
    const [alias, other] = await explainedWith(
      [error('/', refused), error('/', refused, 'shop.example.com'), error('/', refused)], '--template', out());
    expect([alias[1], alias[2].split(' ').includes('alternate-domain')]).toEqual([2, false]);
    expect([other[1], other[2].split(' ').includes('alternate-domain')]).toEqual([1, true]);
  });

  test('of several distributions, the one of the host is taken, and lines of others are named', async () => {
    const builder = new AssemblyBuilder();
    addSite(builder, builder.stack('Web'), { config: { Aliases: ['www.example.com'] } });
    addSite(builder, builder.stack('Shop'), { config: { Aliases: ['shop.example.com'], WebACLId: 'arn:aws:wafv2:us-east-1:1:global/webacl/x/1' } });
    const folderOfTwo = builder.write();
    const lines = [error('/', {}, 'shop.example.com'), error('/', {}, 'www.example.com'), error('/', {}, 'other.example.com')];
    const { error: notes, list } = await json(file(lines.join('\n')), '--template', folderOfTwo);
    expect(list.map(({ candidates, count }) => [count, candidates.some(({ source }: any) => source === 'waf')]))
      .toEqual([[1, true], [1, false], [1, true]]);
    expect(notes).toMatch(/has 2 distributions, and 1 of the errors are of a host that is not known to be an alias/);
  });
});

test('a folder that a failed synthesis left is not one of logs', async () => {
  const failed = join(folder, 'failed');
  mkdirSync(join(failed, `asset.${'0'.repeat(64)}`), { recursive: true });
  const { code, error } = await explained(failed);
  expect([code, error]).toEqual([2, expect.stringMatching(/no manifest\.json .*run "npx cdk synth" first.*\[EDGE_EXPLAIN_INPUT\]\n$/)]);
});

test('the page of logs has a plot over time and the paths with the most errors', async () => {
  const { out } = await explained(file(`${LINES}\n${line({
    'time': '13:30:00', 'sc-status': '403', 'x-edge-detailed-result-type': 'ClientGeoBlocked', 'cs-uri-stem': '/<b>',
  })}`), '--html');
  expect(out.match(/<title>2026-.+?<\/title>/g)).toEqual([
    '<title>2026-11-28T10:00Z: geo-restriction 2, waf 1</title>',
    '<title>2026-11-28T11:00Z: geo-restriction 0, waf 0</title>',
    '<title>2026-11-28T12:00Z: geo-restriction 0, waf 0</title>',
    '<title>2026-11-28T13:00Z: geo-restriction 1, waf 0</title>',
  ]);
  expect(out).toContain('/&lt;b&gt;</code></td><td>geo-restriction</td>');
  expect(out).not.toContain('<b>');
});

test('logs of more than three days have a bar for each day', async () => {
  const days = ['2026-11-20', '2026-11-28'].map((date) => line({ date, 'sc-status': '502', 'x-edge-detailed-result-type': 'OriginDnsError' }));
  const { out } = await explained(file(days.join('\n')), '--html');
  expect(out.match(/<title>2026-.+?<\/title>/g)).toHaveLength(9);
  expect(out).toContain('<title>2026-11-20: origin-unreachable 1</title>');
});

test('a custom error response that shows a page with 200 is found in a log, and a download that was cut off is not one', async () => {
  const fields = { 'sc-status': '200', 'x-edge-detailed-result-type': 'Error', 'x-edge-result-type': 'Error' };
  const log = [
    line({ ...fields, 'x-edge-response-result-type': 'Error' }), line({ ...fields, 'x-edge-response-result-type': 'Miss' }),
    line({ ...fields, 'x-edge-result-type': 'Hit', 'x-edge-detailed-result-type': 'Hit', 'x-edge-response-result-type': 'Hit' }),
  ].join('\n');
  const { code, list } = await json(file(log));
  expect(code).toBe(1);
  expect(list.map(({ source, confidence, count }) => [source, confidence, count])).toEqual([
    ['custom-error-response', 'likely', 1], ['client-aborted', 'likely', 1],
  ]);
});
