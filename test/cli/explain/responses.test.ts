import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { explained, file, json } from './support';
import { signedUrlXml } from '../../../src/core/facts/signed-url-errors';
import { page, REQUEST_ID, rendered } from '../../core/explain/support/render';

const GEO = page(403, 'The Amazon CloudFront distribution is configured to block access from your country.');
const HEAD = `x-cache: Error from cloudfront\nx-amz-cf-id: ${REQUEST_ID}\n`;
const sources = async (text: string, ...options: string[]) => (
  (await json(file(text), ...options)).list.map(({ source, count }) => [source, count]));

describe('a capture', () => {
  test.each<[string, string, unknown[]]>([
    ['after redirects that curl followed', `HTTP/1.1 301 Moved\nlocation: /a\n\nHTTP/2 403\nserver: nginx\n${HEAD}\nno\n`, [['custom-origin', 1]]],
    ['after a proxy and 103', `HTTP/1.1 200 Connection established\n\nHTTP/2 103\nlink: x\n\nHTTP/2 404\nserver: nginx\n${HEAD}\n`, [['custom-origin', 1]]],
    ['of two responses', `HTTP/2 404\nserver: nginx\n${HEAD}\nno\n\nHTTP/2 500\nserver: nginx\n${HEAD}\nno\n`, [['custom-origin', 2]]],
    ['of two responses, the first without a line break at its end', `HTTP/2 403\nserver: CloudFront\n${HEAD}\n`
      + `${GEO.body}HTTP/2 404 \ndate: x\nserver: AmazonS3\n\nno`, [['geo-restriction', 1], ['s3-origin', 1]]],
    ['after the command', `$ curl -i https://x/\nHTTP/2 404\nserver: nginx\n${HEAD}\nno\n`, [['custom-origin', 1]]],
    ['of an error document alone', '<?xml version="1.0"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><HostId>x=</HostId></Error>',
      [['s3-origin', 1]]],
    ['of the document of a missing signature alone', signedUrlXml('MissingKey'), [['signed-url', 1]]],
    ['of the page of a website endpoint alone', '<html><head><title>404 Not Found</title></head><body><ul>\n<li>Code: NoSuchKey</li>\n'
      + '<li>HostId: x=</li></ul></body></html>', [['s3-origin', 1]]],
    ['whose body quotes a status line', `HTTP/2 404\nserver: nginx\n${HEAD}\nAn example:\nHTTP/2 500\nand more text\n`, [['custom-origin', 1]]],
    ['of -v with -i', [
      '* Connected to x (192.0.2.1) port 443', '> GET / HTTP/1.1', '> Host: x', '>', '< HTTP/1.1 403 Forbidden', '< Server: AmazonS3', '<',
      'HTTP/1.1 403 Forbidden', 'Server: AmazonS3', '', '<Error><Code>AccessDenied</Code></Error>',
    ].join('\n'), [['s3-origin', 1]]],
    ['with the progress of curl', [
      '  % Total    % Received % Xferd  Average Speed   Time    Time     Time  Current', '                                 Dload  Upload',
      '  0     0    0     0    0     0      0      0 --:--:-- --:--:-- --:--:--     0', '< HTTP/2 403 ', '< x-cache: FunctionGeneratedResponse from cloudfront', '< ',
      '{ [5 bytes data]', 'hello',
    ].join('\n'), [['edge-function-answered', 1]]],
    ['of a redirect followed with -v', [
      '> GET / HTTP/1.1', '> Host: x', '>', '< HTTP/1.1 301 Moved', '< location: https://x/', '<', '* Ignoring the response-body',
      '> GET / HTTP/2', '> Host: x', '>', '< HTTP/2 401 ', '< x-cache: LambdaGeneratedResponse from cloudfront', '<', 'no',
    ].join('\n'), [['edge-function-answered', 1]]],
    ['of folded headers', 'HTTP/1.1 403 Forbidden\nx-cache: FunctionGeneratedResponse\n from cloudfront\n\n', [['edge-function-answered', 1]]],
    ['as lines with a pseudo-header', `:status: 403\nserver: nginx\n${HEAD}`, [['custom-origin', 1]]],
    ['with \\r alone and a byte order mark', '\uFEFFHTTP/2 403\rx-cache: LambdaGeneratedResponse from cloudfront\r\r', [['edge-function-answered', 1]]],
    ['of a page', 'HTTP/2 200\nserver: nginx\n\n<h1>Hello</h1>\n', []],
  ])('%s', async (_, text, expected) => expect(await sources(text)).toEqual(expected));

  test('with a header named __proto__ is read like any other', async () => {
    expect(await sources(`HTTP/2 403\n__proto__: x\nconstructor: y\nserver: nginx\n${HEAD}\n`)).toEqual([
      ['custom-origin', 1],
    ]);
  });
});

describe('JSON', () => {
  const headers = { 'Server': 'AmazonS3', 'Content-Type': 'application/xml' };
  test.each<[string, unknown]>([
    ['an object with headers', { status: 403, headers }],
    ['a status as text', { status: '403 Forbidden', headers }],
    ['a status line', { statusLine: 'HTTP/2 403', headers: Object.entries(headers) }],
    ['headers alone', { ':status': '403', ...headers }],
    ['a list of pairs', [[':status', '403'], ...Object.entries(headers)]],
    ['a list of names and values', [{ name: ':status', value: '403' }, { name: 'Server', value: 'AmazonS3' }]],
    ['headers of Lambda@Edge', { status: '403', headers: { server: [{ key: 'Server', value: 'AmazonS3' }] } }],
    ['headers with lists', { statusCode: 403, headers: { server: ['AmazonS3'] } }],
  ])('as %s', async (_, value) => expect(await sources(JSON.stringify(value))).toEqual([['s3-origin', 1]]));

  test('as a list of responses is grouped and counted', async () => {
    const fn = {
      status: 403,
      headers: { 'x-cache': 'FunctionGeneratedResponse from cloudfront' },
      url: 'https://a.example/x',
    };
    const { list } = await json(
      file(JSON.stringify([{ status: 403, headers }, fn, fn, { status: 200, headers: { server: 'x' } }])),
    );
    expect(list.map(({ source, count, statuses, examples }) => [source, count, statuses, examples])).toEqual([
      ['edge-function-answered', 2, [403], ['https://a.example/x']], ['s3-origin', 1, [403], ['element 1']],
    ]);
  });
});

describe('a HAR file', () => {
  const entry = (status: number, server: string, more: Record<string, unknown> = {}) => ({
    request: { method: 'GET', url: `https://a.example/${status}`, bodySize: -1 },
    response: {
      status,
      headers: [
        { name: 'server', value: server },
        { name: 'via', value: '1.1 a.cloudfront.net (CloudFront)' },
      ],
      content: {},
      ...more,
    },
  });
  const har = (...entries: unknown[]) => JSON.stringify({ log: { version: '1.2', entries } });

  test('has the failed entries explained, in groups', async () => {
    const { code, list } = await json(
      file(har(entry(200, 'nginx'), entry(403, 'AmazonS3'), entry(404, 'nginx'), entry(404, 'nginx'))),
    );
    expect(code).toBe(1);
    expect(list.map(({ source, count, examples }) => [source, count, examples])).toEqual([
      ['custom-origin', 2, ['https://a.example/404']], ['s3-origin', 1, ['https://a.example/403']],
    ]);
  });

  test('may have bodies in base64', async () => {
    const text = Buffer.from(GEO.body!).toString('base64');
    expect(await sources(har(entry(403, 'CloudFront', { content: { text, encoding: 'base64' } })))).toEqual([
      ['geo-restriction', 1],
    ]);
  });

  test('has entries without a response counted and named, and the others explained', async () => {
    const broken = [
      {},
      null,
      7,
      { response: { status: 0, headers: [] } },
      { response: { status: 'x' } },
      { response: 1 },
    ];
    const { code, error, list } = await json(
      file(
        har(...broken, entry(403, 'AmazonS3', { headers: [null, { name: 'server', value: 'AmazonS3' }, { name: 1 }] })),
      ),
    );
    expect([code, list.map(({ source }) => source)]).toEqual([1, ['s3-origin']]);
    expect(error).toMatch(/: 4 skipped: has no response \(entry 1, entry 2, entry 3, and 1 more\)\n/);
    expect(error).toMatch(/: 2 skipped: has no status: the browser has no response \(entry 4, entry 5\)\n/);
  });
});

describe('input that is not a response', () => {
  test.each<[string, string | Buffer, string]>([
    ['empty', '', 'the input is empty'],
    ['blank', ' \n\n', 'the input is empty'],
    ['prose', 'It does not work!\nWhy?\n', 'is neither a response nor headers'],
    ['headers without a status', 'server: nginx\n', 'has no status'],
    ['binary', Buffer.from([0x89, 0x50, 0x4e, 0x47, 13, 10, 26, 10, 0, 0, 0, 13]), 'is binary'],
    ['half a HAR file', '{"log": {"entries": [', 'is not valid JSON'],
    ['JSON without headers', '{"a": 1}', 'has no status'],
    ['a number in a list', '[1, 2, 3]', 'has no headers'],
    ['a HAR file without entries', '{"log": {"entries": []}}', 'has no response'],
  ])('%s is named, with exit code 2', async (_, text, why) => {
    const { code, out, error } = await explained(file(text));
    expect([code, out]).toEqual([2, '']);
    expect(error).toContain(why);
    expect(error).toMatch(/^cdk-cloudfront-edge explain: .*\[EDGE_EXPLAIN_INPUT\]$/m);
  });

  test('of a megabyte in one line takes no time that grows with its square', async () => {
    for (const text of [
      '<'.repeat(1_000_000),
      `HTTP/2 403\nserver: CloudFront\n\n${'<Error><Code>'.repeat(80_000)}`,
      'a:'.repeat(500_000),
      `HTTP/2 403\n\n${'HTTP/1.1 200 '.repeat(80_000)}\nserver: x\n`,
    ]) {
      expect([1, 2]).toContain((await explained(file(text))).code);
    }
  });

  test('as a source that is not there, or is used wrongly', async () => {
    const some = file('HTTP/2 200\na: 1\n\n');
    for (const args of [
      ['no-such-file'],
      [some, '--json', '--html'],
      [some, 'more'],
      [some, '--origin', 'nowhere'],
    ]) {
      const { code, error } = await explained(args[0], ...args.slice(1));
      expect(code).toBe(2);
      expect(error).toMatch(/^cdk-cloudfront-edge explain: .*\[EDGE_(EXPLAIN_INPUT|CLI_USAGE)\]\n$/);
    }
  });
});

describe('the report', () => {
  test('is that of docs/explain.md', async () => {
    const [, shown] = /\n```\n(403: s3-origin[^]*?)```/.exec(
      readFileSync(join(__dirname, '../../../docs/explain.md'), 'utf8'),
    )!;
    const headers = { 'server': 'AmazonS3', 'content-type': 'application/xml', 'x-cache': 'Error from cloudfront' };
    const body = '<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';
    expect((await explained(file(rendered({ status: 403, headers, body }, 'curl -i')))).out).toBe(shown);
  });

  test('says in a few lines what answered, why, how sure that is, and what to change', async () => {
    const { code, out } = await explained(file(rendered(GEO, 'curl -i')));
    expect(code).toBe(1);
    expect(out.split('\n').slice(0, 3)).toEqual([
      '403: geo-restriction (certain)', '  the distribution refuses requests from the country of the viewer', '  Why:            status: 403',
    ]);
    expect(out.replace(/\n {20}/g, ' ')).toContain('body: The Amazon CloudFront distribution is configured to block access from your country.');
    expect(out).toMatch(/^ {2}Cure: {11}change "geoRestriction" of the Distribution/m);
    expect(out).toMatch(
      /^ {2}See: {12}https:\/\/docs\.aws\.amazon\.com\/AmazonCloudFront\/latest\/DeveloperGuide\/georestrictions\.html$/m,
    );
    expect(out.split('\n').length).toBeLessThan(24);
  });

  test('of what cannot be decided has the candidates, with what would settle each', async () => {
    const { out } = await explained(file(rendered(page(403, 'Bad request.'), 'curl -i')));
    expect(out).toMatch(/^403: cannot tell\n {2}several sources answer like this\n/);
    for (const source of ['viewer-protocol', 'alternate-domain', 'get-with-body', 'stacked-distributions']) {
      expect(out).toMatch(new RegExp(`^  (It may be:     |                ) ?${source}: `, 'm'));
    }
  });

  test('names the request for which to look', async () => {
    const { list: [waf] } = await json(file(rendered(page(403, 'Request blocked.'), 'curl -i')));
    expect(waf).toMatchObject({ source: 'waf', confidence: 'likely', count: 1 });
    expect(waf.settledBy).toContain(`sampled requests or its logs for this request (id ${REQUEST_ID})`);
  });

  test('is empty if there is no error', async () => {
    const { code, out } = await explained(file('HTTP/2 200\nserver: x\n\n'));
    expect([code, out]).toEqual([0, expect.stringMatching(/: nothing to explain in 1 response\n$/)]);
  });

  test('of an answer that is not an error exits with 0, of a hidden error with 1', async () => {
    expect(await json(file('HTTP/2 301\nx-cache: FunctionGeneratedResponse from cloudfront\nlocation: /a\n\n')))
      .toMatchObject({ code: 0, list: [{ source: 'edge-function-answered' }] });
    expect(await json(file('HTTP/2 200\nserver: AmazonS3\nx-cache: Error from cloudfront\netag: "1"\n\n')))
      .toMatchObject({ code: 1, list: [{ source: 'custom-error-response' }] });
  });

  test('shows no control characters of a server', async () => {
    const text = 'HTTP/2 403\nserver: \u001b[2J\u009b1\u202e\nx-cache: Error from cloudfront\n\n';
    for (const options of [[], ['--html']]) {
      const { out } = await explained(file(text), ...options);
      // eslint-disable-next-line no-control-regex -- that is the point
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(out).toContain('\\u001b[2J');
    }
  });

  test('as a page has everything as text, and requests nothing', async () => {
    const evil = '<script src=//evil.example></script>"\'&';
    const { out } = await explained(
      file(
        JSON.stringify({
          status: 403,
          headers: { server: evil, via: '1.1 a.cloudfront.net (CloudFront)' },
          url: `https://x/${evil}`,
        }),
      ),
      '--html',
    );
    expect(out).toMatch(/^<!DOCTYPE html>\n<html lang="en">[^]*<\/html>\n$/);
    expect(out).not.toMatch(/<(script|img|link|iframe|object|embed|base|form|a)\b|\son\w+=|\bhref=/i);
    expect(out).toContain('server: &lt;script src=//evil.example&gt;&lt;/script&gt;&quot;&#39;&amp;');
    expect(out).toContain(
      '<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">',
    );
    expect(out).toContain('@media print');
  });
});
