import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { file, folder, run } from './support';

const LIST = '{"/a": "/b", "/sale": {"to": "/summer", "start": "2026-06-01T00:00Z", "end": "2026-06-01T09:00Z"}}';

describe('files that cannot be used', () => {
  const refusal = async (...args: string[]) => {
    const { code, out, err } = await run(...args);
    expect([code, out, err.join('\n')]).toEqual([2, [], expect.not.stringMatching(/E[A-Z]+:| {4}at /)]);
    return err[0];
  };

  test('a folder', async () => {
    mkdirSync(join(folder, 'lists.json'));
    expect(await refusal('check', join(folder, 'lists.json'))).toBe(
      'cdk-cloudfront-edge redirects check: lists.json: is a folder, not a file  [EDGE_REDIRECT_FILE]',
    );
    expect(await refusal('convert', file('a.json', LIST), '--to', 'json', '--out', join(folder, 'lists.json'))).toBe(
      'cdk-cloudfront-edge redirects convert: lists.json: is a folder, not a file  [EDGE_REDIRECT_FILE]',
    );
  });

  test('a folder that does not exist', async () => {
    expect(await refusal('convert', file('a.json', LIST), '--to', 'json', '--out', join(folder, 'none/b.json'))).toBe(
      'cdk-cloudfront-edge redirects convert: none/b.json: there is no such file or folder  [EDGE_REDIRECT_FILE]',
    );
    expect(await refusal('resolve', '--batch', join(folder, 'none.jsonl'))).toBe(
      'cdk-cloudfront-edge redirects resolve: none.jsonl: there is no such file or folder  [EDGE_REDIRECT_FILE]',
    );
  });

  test('a file that cannot be read, such as /proc/self/mem', async () => {
    if (process.platform === 'linux') {
      expect((await run('check', '/proc/self/mem', '--format', 'csv')).err[0]).toMatch(
        /^cdk-cloudfront-edge redirects check: EIO: i\/o error, read {2}\[EDGE_REDIRECT_FILE\]$/,
      );
    }
  });

  test('an empty name', async () => {
    expect(await refusal('check', '')).toContain('redirects check: "": there is no such file');
  });
});

describe('options with invalid values', () => {
  test.each<[string[], string]>([
    [['resolve', 'FILE', '/sale', '--date', '2026-02-30'], "option '--date <date>' argument '2026-02-30' is invalid. Write it like 2026-06-01 or 2026-06-01T08:00Z"],
    [['resolve', 'FILE', '/a', '--country', 'Germany'], "option '--country <code>' argument 'Germany' is invalid. Write two letters such as DE"],
    [['resolve', 'FILE', '/a', '--method', 'POSST'], "option '--method <method>' argument 'POSST' is invalid. Allowed choices are GET, HEAD, OPTIONS, PUT, POST, PATCH, DELETE"],
    [['resolve', 'FILE', '/a', '--header', 'Referer'], "option '--header <header>' argument 'Referer' is invalid. Write it like \"Referer: https://example.com/\""],
    [['resolve', 'FILE', '/a', '--header', ' : x'], "option '--header <header>' argument ' : x' is invalid. Write it like \"Referer: https://example.com/\""],
    [['resolve', 'FILE', '/a', '--origin-status', 'not found'], "option '--origin-status <status>' argument 'not found' is invalid. Write a status such as 404"],
    [['check', 'FILE', '--site-host', 'https://x.test'], "option '--site-host <host>' argument 'https://x.test' is invalid. Write a host such as www.example.com"],
    [['check', 'FILE', '--site-host', 'x.test:443'], "option '--site-host <host>' argument 'x.test:443' is invalid. Write a host such as www.example.com"],
    [['convert', 'FILE', '--to', 'xml'], "option '--to <format>' argument 'xml' is invalid. Allowed choices are json, csv, netlify, cloudflare"],
    [['check', 'FILE', '--json', '--sarif'], "option '--sarif' cannot be used with option '--json'"],
  ])('%j', async ([command, , ...rest], message) => {
    const { code, err } = await run(command, file('a.json', LIST), ...rest);
    expect([code, err[0]]).toEqual([
      2,
      `cdk-cloudfront-edge redirects ${command}: ${message}; see --help  [EDGE_CLI_USAGE]`,
    ]);
  });

  test('a time without a zone is UTC, with a T or a space', async () => {
    const at = async (date: string) => (await run('resolve', file('a.json', LIST), '/sale', '--date', date)).out[0];
    expect([await at('2026-06-01 08:59'), await at('2026-06-01T08:59'), await at('2026-06-01 09:00')]).toEqual([
      '301 /summer',
      '301 /summer',
      expect.stringContaining('no redirect'),
    ]);
  });
});

describe('a batch', () => {
  const resolved = (text: string) => run('resolve', '--batch', file('batch.jsonl', text));
  const ROW = '{"id": 1, "format": "json", "rules": "{\\"/a\\": \\"/b\\"}", "url": "/a"}';

  test('may have a byte order mark and CRLF', async () => {
    expect((await resolved(`\ufeff${ROW}\r\n`)).out).toEqual(['{"id":1,"status":301,"location":"/b"}']);
  });

  test.each<[string, string]>([
    ['{', 'is not JSON; each line holds one object'],
    ['null', 'needs "rules", the text of a list, and "url"'],
    ['{"id": 2, "format": "json", "rules": {"/a": "/b"}, "url": "/a"}', 'needs "rules", the text of a list, and "url"'],
    ['{"id": 2, "format": "toString", "rules": "", "url": "/a"}', 'needs "format", which is one of json, csv, netlify, cloudflare'],
  ])('the line %s is a usage error', async (line, message) => {
    const { code, err } = await resolved(`${ROW}\n${line}`);
    expect([code, err[0]]).toEqual([
      2,
      `cdk-cloudfront-edge redirects resolve: line 2 of the batch ${message}${message.includes('; ') ? '' : '; see --help'}  [EDGE_CLI_USAGE]`,
    ]);
  });

  test('a text that is not a URL has no answer, and is reported', async () => {
    const { out } = await resolved(ROW.replace('"/a"}', '"a"}'));
    expect(JSON.parse(out[0])).toMatchObject({
      id: 1,
      status: null,
      problems: [{ code: 'EDGE_CLI_USAGE', message: "'a' is not a URL; write /path or https://host/path" }],
    });
  });
});

test('a rule with a wrong target, status and date is reported once for each', async () => {
  const list = file('three.json', '{"/a": {"to": "b", "statusCode": 305, "start": "1.6.2026"}}');
  const codes = (await run('check', list)).out.map((line) => /\[(EDGE_\w+)\]$/.exec(line)?.[1]).filter(Boolean);
  expect(codes.sort()).toEqual(['EDGE_REDIRECT_DATE', 'EDGE_REDIRECT_STATUS', 'EDGE_REDIRECT_TARGET']);
});
