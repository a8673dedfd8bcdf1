import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { explained, file, folder, json } from './support';

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

test('lines of JSON are explained, and lines that cannot be read are counted and named', async () => {
  const entry = { 'date': '2026-11-28', 'time': '10:00:00', 'sc-status': '503', 'x-edge-result-type': 'Error', 'cs-uri-stem': '/a', 'x-edge-detailed-result-type': 'LambdaLimitExceeded' };
  const { list, error, code } = await json(file(`${JSON.stringify(entry)}\n{"broken\n`));
  expect([code, rows(list)]).toEqual([1, [['edge-function-failed', 'certain', 1]]]);
  expect(error).toMatch(/:2: .*\n/);
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
