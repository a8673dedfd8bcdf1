import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../../src/cli/program';
import { run } from '../../../src/cli/run';

const folder = mkdtempSync(join(tmpdir(), 'headers-check-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

async function check(source: string, ...options: string[]) {
  const printed = { out: '', error: '' };
  const terminal = {
    out: (text: string) => { printed.out += `${text}\n`; }, error: (text: string) => { printed.error += `${text}\n`; },
  };
  const args = ['headers', 'check', source, ...options];
  return { code: await run(createProgram(() => '1.2.3', terminal, args), args), ...printed };
}

let count = 0;
function file(text: string): string {
  const path = join(folder, `${count++}.txt`);
  writeFileSync(path, text);
  return path;
}

const json = async (source: string, ...options: string[]) => {
  const { code, out, error } = await check(source, '--json', ...options);
  return { code, error, ...JSON.parse(out || '{}') };
};

const GOOD = `HTTP/2 200
content-security-policy: default-src 'none'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'
strict-transport-security: max-age=31536000
x-content-type-options: nosniff
`;

test('a file behind --html is a usage error that says where the page goes', async () => {
  const { code, error } = await check(file(GOOD), '--html', 'page.html');
  expect([code, error]).toEqual([2, "cdk-cloudfront-edge headers check: too many arguments for 'check'. Expected 1 argument "
    + 'but got 2; --html takes no file: write > FILE behind the command  [EDGE_CLI_USAGE]\n']);
});

describe('a capture', () => {
  test.each<[string, string, Record<string, unknown>]>([
    ['curl -sI', 'HTTP/1.1 200 OK\r\nServer: x\r\nX-A:b\r\n\r\n', { 'server': 'x', 'x-a': 'b' }],
    ['HTTP/2, whose status line has no reason', 'HTTP/2 404 \nserver: x\n\n', { server: 'x' }],
    ['a redirect before', 'HTTP/1.1 301 Moved\r\nlocation: /\r\n\r\nHTTP/1.1 200 OK\r\na: 1\r\n\r\n', { a: '1' }],
    ['a proxy and 103 before', 'HTTP/1.1 200 Connection established\n\nHTTP/2 103\nlink: x\n\nHTTP/2 200\na: 1\n', { a: '1' }],
    ['a body that looks like a response', 'HTTP/2 200\na: 1\n\n<html>\n\nHTTP/2 500\nb: 2\n', { a: '1' }],
    ['folded lines', 'HTTP/1.1 200 OK\na: one\n  two\n\tthree\nb: 2\n', { a: 'one two three', b: '2' }],
    ['a header twice', 'a: 1\nA: 2\nb: 3\n', { a: ['1', '2'], b: '3' }],
    ['curl -v', '* Connected\n> GET / HTTP/1.1\n> host: x\n>\n< HTTP/1.1 200 OK\n< a: 1\n<\n{ [5 bytes data]\n', { a: '1' }],
    ['lines of names and values', '\uFEFF:status: 200\n\na: 1\nb:  2 : 3 \n', { a: '1', b: '2 : 3' }],
    ['an empty value', 'HTTP/2 200\na:\n', { a: '' }],
  ])('of %s', async (_, text, headers) => expect((await json(file(text))).headers).toEqual(headers));

  test('may have any number of findings, each with its place', async () => {
    const { code, headers, findings } = await json(file("content-security-policy: default-src 'unsafe-inline'; script-src self\n"));
    expect(code).toBe(1);
    expect(headers).toEqual({ 'content-security-policy': "default-src 'unsafe-inline'; script-src self" });
    expect(findings).toContainEqual({
      code: 'EDGE_HEADERS_CSP_KEYWORD',
      severity: 'SYNTAX',
      header: 'content-security-policy',
      directive: 'script-src',
      value: 'self',
      message: expect.stringContaining("write \"'self'\""),
    });
  });
});

describe('the exit code', () => {
  test.each<[string, string[], number]>([
    [GOOD, [], 0], [GOOD, ['--strict'], 0],
    [GOOD.replace(/strict-transport.*\n/, ''), [], 0], [GOOD.replace(/strict-transport.*\n/, ''), ['--strict'], 1],
    [`${GOOD}server: a/1\n`, [], 0], [`${GOOD}server: a/1\n`, ['--strict'], 1],
    [`${GOOD}x-frame-options: no\n`, [], 1], ['HTTP/2 200\n\n', [], 2], ['', [], 2], ['no header\n', [], 2],
  ])('of %j with %j is %d', async (text, options, code) => expect((await check(file(text), ...options)).code).toBe(code));

  test('of wrong usage is 2, and nothing goes to standard output', async () => {
    for (const args of [['no-such-file.txt'], [folder], ['a', 'b'], [file(GOOD), '--json', '--html'], ['http://[']]) {
      const { code, out, error } = await check(args[0], ...args.slice(1));
      expect([code, out]).toEqual([2, '']);
      expect(error).toMatch(/^cdk-cloudfront-edge headers check: .*\[EDGE_(HEADERS_INPUT|CLI_USAGE)\]\n$/);
    }
  });

  test('of a line that is not a header names it', async () => {
    const { error } = await check(file('a: 1\nnonsense here\n'));
    expect(error).toMatch(/\.txt:2: is not a header, got "nonsense here" {2}\[EDGE_HEADERS_INPUT\]/);
  });
});

describe('the report', () => {
  test('has the headers, their points, and the findings, the heaviest first', async () => {
    const { out } = await check(file(`${GOOD}server: nginx/1.25\nx-frame-options: SAMEORIGIN\n`));
    expect(out).toContain('  strict-transport-security: max-age=31536000\n');
    expect(out).toContain("  +10  Content-Security-Policy: default-src is 'none'");
    expect(out).toContain("Score of the headers at MDN's HTTP Observatory: 115 (A+).");
    expect(out).toMatch(/Findings:\n {2}LOW {3}X-Frame-Options: is not .*\[EDGE_HEADERS_FRAMES_DISAGREE\]\n {2}LOW /);
  });

  test('shows no control characters of a server', async () => {
    for (const options of [[], ['--html']]) {
      const { out } = await check(file('HTTP/2 200\nserver: \u001b[2J\u009b1\u202e\n'), ...options);
      // eslint-disable-next-line no-control-regex -- that is the point
      expect(out).not.toMatch(/[\u0000-\u0009\u000b-\u001f\u007f-\u009f\u202a-\u202e]/);
      expect(out).toContain('\\u001b[2J');
    }
  });

  test('as a page has everything as text, and requests nothing', async () => {
    const { out } = await check(file('HTTP/2 200\nx-a: <script src=//evil.example></script>"\'&\n'
      + 'content-security-policy: default-src <img/onerror=alert(1)>\n'), '--html');
    expect(out).toMatch(/^<!DOCTYPE html>\n<html lang="en">[^]*<\/html>\n$/);
    expect(out).not.toMatch(/<(script|img|link|iframe|object|embed|base|form)\b|\son\w+=|\b(src|href)=(?!\/\/evil)/i);
    expect(out).toContain('&lt;script src=//evil.example&gt;&lt;/script&gt;&quot;&#39;&amp;');
    expect(out).toContain('<meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">');
  });
});

describe('a URL', () => {
  let server: Server;
  let base: string;
  const seen: string[] = [];
  beforeAll(async () => {
    server = createServer((request, response) => {
      seen.push(`${request.method} ${request.url}`);
      if (request.url === '/loop') return void response.writeHead(302, { location: '/loop' }).end();
      if (request.url === '/elsewhere') return void response.writeHead(301, { location: 'ftp://a.example/' }).end();
      if (request.url?.startsWith('/from')) return void response.writeHead(308, { location: '/page' }).end();
      response.writeHead(200, [['X-Frame-Options', 'DENY'], ['x-frame-options', 'DENY'], ['X-A', '1']].flat());
      // The body never ends.
      response.write('<html>');
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => { server.closeAllConnections(); server.close(); });

  test('is requested once, and its redirects are followed', async () => {
    seen.length = 0;
    const { headers, status, source, error, findings } = await json(`${base}/from?a`);
    expect(seen).toEqual(['GET /from?a', 'GET /page']);
    expect(error).toBe(`${base}/from?a: redirected with 308 to ${base}/page\n`);
    expect([source, status]).toEqual([`${base}/page`, 200]);
    expect(headers).toMatchObject({ 'x-frame-options': ['DENY', 'DENY'], 'x-a': '1' });
    expect(findings).toContainEqual(expect.objectContaining({ code: 'EDGE_HEADERS_TWICE', value: 'DENY, DENY' }));
  });

  test.each([['/loop', 'redirects more than 10 times'], ['/elsewhere', 'leads to no URL that can be requested']])(
    '%s %s', async (path, why) => {
      const { code, error } = await check(`${base}${path}`);
      expect(code).toBe(2);
      expect(error).toContain(why);
    });

  test('that nothing serves is a wrong source', async () => {
    const { code, error } = await check('http://127.0.0.1:1/');
    expect(code).toBe(2);
    expect(error).toMatch(/cannot be requested: .*ECONNREFUSED.* {2}\[EDGE_HEADERS_INPUT\]/);
  });
});

describe('a folder of templates', () => {
  const MANAGED = '67f7725c-6f97-4210-82d7-5512b31e9d03';
  let apps = 0;
  function app(behaviors: Record<string, unknown>[], policies: Record<string, unknown> = {}, nested = false): string {
    const out = join(folder, `cdk.out${apps++}`);
    const inner = nested ? join(out, 'assembly-Stage') : out;
    mkdirSync(inner, { recursive: true });
    const [DefaultCacheBehavior, ...CacheBehaviors] = behaviors;
    const Resources = {
      Site: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: { DistributionConfig: { DefaultCacheBehavior, CacheBehaviors } },
        Metadata: { 'aws:cdk:path': 'Web/Site/Resource' },
      },
      ...Object.fromEntries(Object.entries(policies).map(([id, ResponseHeadersPolicyConfig]) => [
        id, { Type: 'AWS::CloudFront::ResponseHeadersPolicy', Properties: { ResponseHeadersPolicyConfig } },
      ])),
    };
    writeFileSync(join(inner, 'Web.template.json'), JSON.stringify({ Resources }));
    return out;
  }
  const csp = (ContentSecurityPolicy: unknown) => ({
    SecurityHeadersConfig: { ContentSecurityPolicy: { ContentSecurityPolicy, Override: true } },
  });
  const policy = (ResponseHeadersPolicyId: unknown, PathPattern?: string) => ({ ResponseHeadersPolicyId, PathPattern });

  test('has its policies checked, each once with its behaviors, managed ones by their id', async () => {
    const { code, headers, policies, findings, error } = await json(app([
      policy({ Ref: 'Own' }), policy({ 'Fn::GetAtt': ['Own', 'Id'] }, '/a/*'), policy(MANAGED, '/b/*'), policy(undefined, '/c/*'),
      policy('11111111-2222-3333-4444-555555555555', '/d/*'), policy({ 'Fn::ImportValue': 'x' }, '/e/*'),
    ], { Own: csp("default-src 'none'; script-src *") }, true));
    expect(code).toBe(1);
    expect(policies.map(({ source, behaviors }: any) => [source, behaviors])).toEqual([
      ['Own', ['Web/Site *', 'Web/Site /a/*']], ['managed policy SecurityHeadersPolicy', ['Web/Site /b/*']],
    ]);
    expect(headers).toEqual({ 'content-security-policy': "default-src 'none'; script-src *" });
    expect(findings).toContainEqual(expect.objectContaining({ policy: 'Own', directive: 'script-src', value: '*' }));
    expect(findings).toContainEqual(expect.objectContaining({
      policy: 'managed policy SecurityHeadersPolicy', code: 'EDGE_HEADERS_CSP_MISSING',
    }));
    expect(error.split('\n').map((line: string) => line.split(':')[0])).toEqual(['Web/Site /c/*', 'Web/Site /d/*', 'Web/Site /e/*', '']);
  });

  test('has its quotas, names and repeated headers checked', async () => {
    const custom = (name: string) => ({ Header: name, Value: '1', Override: true });
    const { findings } = await json(app([policy({ Ref: 'Own' })], {
      Own: {
        CustomHeadersConfig: { Items: [...'abcdefghij'].map(custom).concat(custom('Via'), custom('A')) },
      },
    }));
    const codes = findings.map(({ code, header }: any) => `${code} ${header}`);
    expect(codes).toEqual(expect.arrayContaining([
      'EDGE_HEADERS_UNSETTABLE via', 'EDGE_HEADERS_TWICE a', 'EDGE_HEADERS_LIMIT response headers policy',
    ]));
  });

  test.each<[string, unknown, string[], string[]]>([
    ['Fn::Join', { 'Fn::Join': ['', ["default-src 'none'; script-src http://* ", { Ref: 'Api' }]] }, ['http://*'], ['content-security-policy script-src']],
    ['Fn::Sub', { 'Fn::Sub': "default-src 'none'; script-src http://* ${Api}" }, ['http://*'], ['content-security-policy script-src']],
    ['one value of Fn::If', { 'Fn::If': ['c', "default-src 'none'", "default-src 'self'"] }, [], ['content-security-policy']],
    ['a reference', { Ref: 'Csp' }, [], ['content-security-policy']],
  ])('checks what is known of %s, and names the rest', async (_, value, high, skipped) => {
    const { findings, policies } = await json(app([policy({ Ref: 'Own' })], { Own: csp(value) }));
    expect(findings.filter(({ severity }: any) => severity === 'HIGH').map((one: any) => one.value)).toEqual(high);
    expect(policies[0].skipped).toEqual(skipped);
  });

  test('needs no policy for images, and takes both policies of a condition', async () => {
    const { policies } = await json(app(
      [policy({ 'Fn::If': ['c', { Ref: 'One' }, MANAGED] }), policy({ Ref: 'Two' }, '*.png')],
      { One: csp("default-src 'none'"), Two: { SecurityHeadersConfig: { ContentTypeOptions: { Override: true } } } }));
    expect(policies.map(({ source, findings }: any) => [source, findings.some(({ code }: any) => code === 'EDGE_HEADERS_CSP_MISSING')]))
      .toEqual([['One', false], ['managed policy SecurityHeadersPolicy', true], ['Two', false]]);
  });

  test('with a damaged template is a wrong source', async () => {
    const out = app([{}]);
    writeFileSync(join(out, 'X.template.json'), '{');
    expect((await check(out)).error).toContain('X.template.json');
  });
});
