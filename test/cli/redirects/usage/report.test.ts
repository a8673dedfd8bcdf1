import fs, { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { legacy } from '../../../core/access-logs/support';
import { file, folder, run } from '../support';

const RULES = JSON.stringify({
  '/old': '/new',
  '/never': '/x',
  '/plan': { to: '/p', when: { header: { 'x-plan': 'pro' } } },
  '/shop': null,
}, null, 2);
const rules = (): string => file('redirects.json', RULES);
const line = (stem: string, status: number): string => legacy({ 'cs-uri-stem': stem, 'sc-status': String(status) });
const LOG = [
  line('/old', 301), line('/old/', 301), line('/other', 301), line('/products/tea', 200), line('/shop/tea', 404),
  line('/<script>', 404), 'nonsense',
].join('\n');
const logs = (): string => file('E1.2026-11-28-10.gz', gzipSync(LOG));

test('prints hits, rules that never applied, rules that logs do not show, and paths without a page', async () => {
  const { code, out, err } = await run('report', rules(), '--logs', logs());
  expect(code).toBe(0);
  expect(err).toEqual(['E1.2026-11-28-10.gz:7: has not the columns that the log states']);
  expect(out).toEqual([
    '6 requests in 1 file, from 2026-11-28T10:11:12Z to 2026-11-28T10:11:12Z',
    '2 redirects by 1 rule, 1 by none of this list',
    '',
    'hits',
    '       2  2026-11-28T10:11:12Z  redirects.json:2  /old → /new',
    '',
    'never: 1 rule',
    '  redirects.json:3  /never → /x',
    '',
    'not known, because no log has what they read',
    '  redirects.json:4  /plan → /p  (header:x-plan)',
    '',
    'paths without a page',
    '       1  /<script>',
    '       1  /shop/tea  perhaps → /products/tea',
  ]);
});

test('JSON has the same', async () => {
  const { out } = await run('report', rules(), '--logs', logs(), '--json');
  expect(JSON.parse(out.join('\n'))).toMatchObject({
    requests: 6,
    files: 1,
    redirects: 2,
    otherRedirects: 1,
    days: [{ day: '2026-11-28', redirects: 2 }],
    lines: [{ from: '/old', to: '/new', hits: 2, last: '2026-11-28T10:11:12Z' }, { from: '/never', hits: 0 }, { from: '/plan' }],
    missing: [{ path: '/<script>', count: 1 }, { path: '/shop/tea', suggestion: '/products/tea' }],
    faults: [{ line: 7, count: 1 }],
  });
});

test('logs in CloudWatch Logs are those of requests, and not of functions', async () => {
  const messages = ['/old', '/old/'].map((stem) => JSON.stringify({
    'date': '2026-11-28', 'time': '10:11:12', 'cs-method': 'GET', 'cs-uri-stem': stem, 'sc-status': '301', 'x-edge-request-id': 'id',
  }));
  const exported = JSON.stringify({ events: messages.map((message) => ({ timestamp: 1, message })) }, undefined, 4);
  const { code, out } = await run('report', rules(), '--logs', file('E1.json', exported));
  expect([code, out[0], out[1]]).toEqual([0, '2 requests in 1 file, from 2026-11-28T10:11:12Z to 2026-11-28T10:11:12Z', '2 redirects by 1 rule, 0 by none of this list']);
});

test('the page has nothing of a log as markup, and needs no other file', async () => {
  const page = file('report.html', '');
  await run('report', rules(), '--logs', logs(), '--html', page);
  const html = readFileSync(page, 'utf8');
  expect(html).toContain('/&lt;script&gt;');
  expect(html).not.toMatch(/<script|https?:\/\/(?!www\.w3\.org)/);
  expect(html).toMatch(/<svg [^>]*role="img"/);
  expect(html).toContain('<title>2026-11-28: redirects 2</title>');
});

test('a day without redirects has an empty bar', async () => {
  const page = file('report.html', '');
  const log = ['2026-11-26', '2026-11-28'].map((date) => (
    legacy({ date, 'cs-uri-stem': '/old', 'sc-status': '301' }))).join('\n');
  await run('report', rules(), '--logs', file('log', log), '--html', page);
  expect(readFileSync(page, 'utf8').match(/<title>2026-.+?<\/title>/g)).toEqual([
    '<title>2026-11-26: redirects 1</title>', '<title>2026-11-27: redirects 0</title>', '<title>2026-11-28: redirects 1</title>',
  ]);
});

test('without logs, and with logs that have no request', async () => {
  expect(await run('report', rules())).toMatchObject({ code: 2, err: [expect.stringContaining('access logs are needed')] });
  expect(await run('report', rules(), '--logs', file('log', 'x'))).toMatchObject({
    code: 2, out: [], err: [expect.stringContaining('is not a line of an access log'), 'no request was found in the logs'],
  });
  expect(await run('report', rules(), '--logs', '/nowhere/logs')).toMatchObject({
    code: 2, err: [expect.stringContaining('there is no such file or folder'), 'no request was found in the logs'],
  });
});

test('a page that cannot be written is a usage error', async () => {
  const page = `${file('x', '')}/report.html`;
  expect(await run('report', rules(), '--logs', logs(), '--html', page)).toMatchObject({
    code: 2, err: expect.arrayContaining([expect.stringMatching(/report\.html: .* \[EDGE_REDIRECT_FILE\]$/)]),
  });
  const nowhere = `${file('y', '')}-none/report.html`;
  expect(await run('report', rules(), '--logs', logs(), '--html', nowhere)).toMatchObject({ code: 2 });
});

test('a log that is not there beside one that is: the report is printed, and the command fails', async () => {
  const { code, out, err } = await run('report', rules(), '--logs', '/nowhere/logs', '--logs', logs());
  expect(code).toBe(2);
  expect(out[0]).toMatch(/^6 requests in 1 file/);
  expect(err[0]).toContain('/nowhere/logs: there is no such file or folder');
});

test('a list with errors', async () => {
  const { code, err } = await run('report', file('redirects.json', '{"/a": 1}'), '--logs', logs());
  expect(code).toBe(1);
  expect(err.join('\n')).toContain('EDGE_REDIRECT_');
});

test('a wrong date does not make a plot of eight thousand years', async () => {
  const page = file('report.html', '');
  const log = ['0001-01-01', '2026-11-28', '9999-12-31'].map((date) => (
    legacy({ date, 'cs-uri-stem': '/old', 'sc-status': '301' }))).join('\n');
  await run('report', rules(), '--logs', file('log', log), '--html', page);
  expect(readFileSync(page, 'utf8').match(/<title>....-.+?<\/title>/g)).toEqual([
    '<title>0001-01-01: redirects 1</title>', '<title>2026-11-28: redirects 1</title>', '<title>9999-12-31: redirects 1</title>',
  ]);
}, 20_000);

test('a page that cannot be written, and a folder that cannot be read', async () => {
  expect(await run('report', rules(), '--logs', logs(), '--html', '/nowhere/report.html')).toMatchObject({
    code: 2, err: expect.arrayContaining([expect.stringMatching(/\/nowhere\/report\.html: there is no such file or folder/)]),
  });
  const denied = jest.spyOn(fs, 'readdirSync').mockImplementation(() => {
    throw Object.assign(new Error('EACCES: permission denied'), { code: 'EACCES' });
  });
  try {
    const list = rules();
    expect(await run('report', list, '--logs', folder, '--logs', logs())).toMatchObject({
      code: 2, err: [expect.stringContaining('cannot be read: EACCES'), expect.stringContaining('.gz:7')],
    });
  } finally {
    denied.mockRestore();
  }
});

test('counts that are too low are said to be so', async () => {
  const some = Array.from({ length: 4_000 }, (_, i) => line(`/missing-${i}`, 404));
  const frequent = Array.from({ length: 50 }, () => line('/often', 404));
  const { out } = await run('report', rules(), '--logs', file('log', [...some, ...frequent].join('\n')));
  expect(out).toContain('paths without a page (there are so many that some are left out, and counts may be too low)');
  expect(out).toContain('      49  /often');
  const few = await run('report', rules(), '--logs', logs());
  expect(few.out).toContain('paths without a page');
});

describe('with rules that functions have logged', () => {
  const RULE = (rule: number, path: string): string => (
    `2026-11-28T11:00:00.000Z\tid\tINFO\t{"level":"INFO","code":"EDGE_REDIRECT_RULE","rule":${rule},"path":"${path}","at":1795863600000}`);
  const v2 = (path: string, status: string, data: string): string => JSON.stringify({
    'date': '2026-11-28',
    'time': '10:11:12',
    'cs-method': 'GET',
    'cs(Host)': 'd1.cloudfront.net',
    'cs-uri-stem': path,
    'sc-status': status,
    'x-edge-result-type': 'FunctionGeneratedResponse',
    'viewer-request-log-data': data,
  });

  test('in access logs, those count, also of rules that read what no log has, and nothing else', async () => {
    const log = file('v2.json', [
      v2('/plan', '301', 'rule%3D2'), v2('/plan', '301', 'rule=2'), v2('/old', '301', '-'), v2('/old', '301', 'rule=7'),
    ].join('\n'));
    const { out, err } = await run('report', rules(), '--logs', log);
    expect(err).toEqual([]);
    expect(out.slice(1, 10)).toEqual([
      '2 redirects by 1 rule, 2 by none of this list',
      'counted by the rules in access logs',
      '1 logged rule of another list, or of another version of it',
      '',
      'hits',
      '       2  2026-11-28T10:11:12Z  redirects.json:4  /plan → /p',
      '',
      'never: 2 rules',
      '  redirects.json:2  /old → /new',
    ]);
  });

  test('without any, a field that is empty changes nothing', async () => {
    const { out } = await run('report', rules(), '--logs', file('v2.json', v2('/old', '301', '-')));
    expect(out[1]).toBe('1 redirect by 1 rule, 0 by none of this list');
  });

  test('in logs of Lambda@Edge, those count, and access logs have the rest', async () => {
    const lambda = file('lambda.log.gz', gzipSync([RULE(0, '/old'), 'END RequestId: x', RULE(2, '/plan'), RULE(0, '/other')].join('\n')));
    const { code, out, err } = await run('report', rules(), '--logs', lambda, '--logs', file('access.log', line('/old', 301)), '--json');
    expect([code, err]).toEqual([0, []]);
    expect(JSON.parse(out.join('\n'))).toMatchObject({
      requests: 1,
      redirects: 2,
      countedBy: 'rules in logs of functions',
      unknownRules: 1,
      last: '2026-11-28T11:00:00Z',
      days: [{ day: '2026-11-28', redirects: 2 }],
    });
    const alone = await run('report', rules(), '--logs', lambda, '--html', file('page.html', ''));
    expect([alone.code, alone.out[1]]).toEqual([0, '2 redirects by 2 rules, 0 by none of this list']);
  });
});
