import { mkdtempSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { connect as connectHttp2 } from 'node:http2';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { createProgram } from '../../../src/cli/program';
import { run } from '../../../src/cli/run';
import { STANDARD_FIELDS } from '../../../src/core/access-logs/fields';
import { LogReader } from '../../../src/core/access-logs/reader';
import { LogFile } from '../../../src/preview/access-log/log-file';
import { logLine, type LogFormat } from '../../../src/preview/access-log/log-line';
import { logTo } from '../../../src/preview/access-log/log-to';
import type { PreviewOptions } from '../../../src/preview/options';
import { originServer } from '../support/origin-server';
import { rawResponse } from '../support/raw-request';
import { customOrigin, lambdaAt, site, type Running, type SiteOptions } from '../support/site';

const newFile = () => join(mkdtempSync(join(tmpdir(), 'edge-log-')), 'access.log');

interface Logged { readonly running: Running; readonly file: string; lines(): Promise<Record<string, string>[]> }

/** A preview on a port with an access log. `lines()` closes the log, and reads it. */
async function logged(app: SiteOptions, options: Partial<PreviewOptions> = {}, format: LogFormat = 'legacy'): Promise<Logged> {
  const file = newFile();
  const log = new LogFile(file, format);
  const running = site(app, { listen: { port: 0 }, ...options, onSent: logTo(log) });
  await running.ready;
  const lines = async () => {
    await new Promise((resolve) => setTimeout(resolve, 50));
    log.close();
    return read(file);
  };
  return { running, file, lines };
}

function read(file: string): Record<string, string>[] {
  const found: Record<string, string>[] = [];
  const reader = new LogReader((record) => found.push(Object.fromEntries(record)), true);
  reader.push(readFileSync(file));
  expect(reader.end()).toEqual([]);
  return found;
}

async function command(...args: string[]): Promise<string> {
  const out: string[] = [];
  const program = createProgram(() => '1', { out: (text) => void out.push(text), error: () => undefined });
  await run(program, args);
  return out.join('\n');
}

describe('the access log', () => {
  test('of a request has the values of CloudFront\'s standard log', async () => {
    const { running, lines, file } = await logged({});
    const { host, port } = new URL(running.url);
    const response = await rawResponse(running.url, {
      path: '/index.html?a=b%20c&d=<e>', headers: { 'user-agent': 'My agent/1.0 (ü)', 'cookie': 'a="b"', 'referer': 'https://x.example/?q=1' },
    });
    const [line] = await lines();
    expect(line).toEqual({
      'date': expect.stringMatching(/^\d{4}-\d\d-\d\d$/),
      'time': expect.stringMatching(/^\d\d:\d\d:\d\d$/),
      'x-edge-location': 'LOC50-P1',
      'sc-bytes': expect.stringMatching(/^\d{3}$/),
      'c-ip': '127.0.0.1',
      'cs-method': 'GET',
      'cs(Host)': expect.stringMatching(/\.cloudfront\.net$/),
      'cs-uri-stem': '/index.html',
      'sc-status': '200',
      'cs(Referer)': 'https://x.example/?q=1',
      'cs(User-Agent)': 'My%20agent/1.0%20(%C3%BC)',
      'cs-uri-query': 'a=b%2520c&d=%3Ce%3E',
      'cs(Cookie)': 'a=%22b%22',
      'x-edge-result-type': 'Miss',
      'x-edge-request-id': response.headers['x-amz-cf-id'],
      'x-host-header': host,
      'cs-protocol': 'http',
      'cs-bytes': expect.stringMatching(/^\d{3}$/),
      'time-taken': expect.stringMatching(/^\d+\.\d{3}$/),
      'x-edge-response-result-type': 'Miss',
      'cs-protocol-version': 'HTTP/1.1',
      'c-port': expect.stringMatching(/^\d+$/),
      'time-to-first-byte': expect.stringMatching(/^\d+\.\d{3}$/),
      'x-edge-detailed-result-type': 'Miss',
      'sc-content-type': 'text/html',
      'sc-content-len': '13',
    });
    expect(line['c-port']).not.toBe(port);
    expect(readFileSync(file, 'utf8').split('\n').slice(0, 2)).toEqual([
      '#Version: 1.0', `#Fields: ${STANDARD_FIELDS.slice(0, 33).join(' ')}`,
    ]);
    expect(readFileSync(file, 'utf8').split('\n')[2]!.split('\t')).toHaveLength(33);
  });

  test('counts the bytes that were sent and received', async () => {
    const { running, lines } = await logged({});
    const text = 'GET /index.html HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n';
    const { port } = new URL(running.url);
    const received = await new Promise<number>((resolve) => {
      let count = 0;
      const socket = connect(Number(port), '127.0.0.1', () => socket.write(text));
      socket.on('data', (data) => { count += data.length; }).on('close', () => resolve(count));
    });
    const [line] = await lines();
    expect([line!['sc-bytes'], line!['cs-bytes']]).toEqual([String(received), String(text.length)]);
  });

  test('has the range that was sent, and no length for a body of unknown length', async () => {
    const { running, lines } = await logged({});
    await rawResponse(running.url, { path: '/index.html', headers: { range: 'bytes=2-5' } });
    const [line] = await lines();
    expect(line).toMatchObject({
      'sc-status': '206', 'sc-range-start': '2', 'sc-range-end': '5', 'sc-content-len': '4',
    });
  });

  test.each<[string, SiteOptions, Partial<PreviewOptions>, string, string[]]>([
    ['a missing key', {}, {}, '/no', ['403', 'Error', 'Error', 'Error']],
    ['a block by the firewall', {}, { blocks: ['waf:/*'] }, '/', ['403', 'Error', 'Error', 'InvalidRequestBlocked']],
    ['the geographic restriction', {}, { blocks: ['geo:/*'] }, '/', ['403', 'Error', 'Error', 'ClientGeoBlocked']],
    [
      'the geographic restriction of the distribution', {
        config: { Restrictions: { GeoRestriction: { RestrictionType: 'blacklist', Locations: ['DE'] } } },
      }, { country: 'DE' }, '/', ['403', 'Error', 'Error', 'ClientGeoBlocked'],
    ],
    [
      'an error page', {
        config: { CustomErrorResponses: [{ ErrorCode: 403, ResponsePagePath: '/404.html', ResponseCode: 200 }] },
      }, { blocks: ['geo:/x'] }, '/x', ['200', 'Error', 'Error', 'ClientGeoBlocked'],
    ],
    [
      'a function that answers', { fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', "exports.handler = async () => ({ status: '302' });")) },
      {}, '/', ['302', ...Array<string>(3).fill('LambdaGeneratedResponse')],
    ],
    [
      'a function that fails', { fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', 'exports.handler = async () => { throw 1; };')) },
      {}, '/', ['503', ...Array<string>(3).fill('LambdaExecutionError')],
    ],
    [
      'an origin-request function that answers', { fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', "exports.handler = async () => ({ status: '200', body: 'x' });")) },
      {}, '/', ['200', 'Miss', 'Miss', 'MissGeneratedResponse'],
    ],
    [
      'an origin-request function that refuses', { fill: (stack) => lambdaAt('origin-request', stack.lambda('Fn', "exports.handler = async () => ({ status: '403', body: 'x' });")) },
      {}, '/', ['403', 'Error', 'Error', 'MissGeneratedResponse'],
    ],
    [
      'an origin that cannot be reached', { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
      { origins: { 'api.example.com': 'http://127.0.0.1:1' } }, '/', ['502', 'Error', 'Error', 'OriginConnectError'],
    ],
  ])('says the cause of %s', async (_, app, options, path, expected) => {
    const { running, lines } = await logged(app, options);
    await rawResponse(running.url, { path });
    const [line] = await lines();
    expect(['sc-status', 'x-edge-result-type', 'x-edge-response-result-type', 'x-edge-detailed-result-type']
      .map((name) => line![name])).toEqual(expected);
  });

  test('says that a method is not allowed', async () => {
    const { running, lines } = await logged({});
    await rawResponse(running.url, { path: '/', method: 'DELETE' });
    expect((await lines())[0]).toMatchObject({ 'cs-method': 'DELETE', 'x-edge-detailed-result-type': 'InvalidRequestMethod' });
  });

  test('says that the viewer has disconnected, before the response and within it', async () => {
    const slow = await originServer((request, response) => {
      if (request.url !== '/body') return;
      response.writeHead(200, { 'content-length': '1000000' });
      response.write('x'.repeat(1000));
    });
    const { running, lines } = await logged(
      { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
      { origins: { 'api.example.com': slow.url } },
    );
    for (const path of ['/none', '/body']) {
      const stop = new AbortController();
      const asked = fetch(running.url + path, { signal: stop.signal });
      if (path === '/body') await asked;
      else while (slow.requests.length === 0) await new Promise((resolve) => setTimeout(resolve, 10));
      stop.abort();
      await asked.then((response) => response.text()).catch(() => undefined);
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
    expect((await lines()).map((line) => [line['sc-status'], line['x-edge-result-type'], line['x-edge-response-result-type'], line['x-edge-detailed-result-type']]))
      .toEqual([['000', 'Error', 'Error', 'ClientCommError'], ['200', 'Error', 'Miss', 'ClientCommError']]);
  });

  test('says that the origin has cut the response, and when its last byte came', async () => {
    const origin = await originServer((_, response) => {
      response.writeHead(200, { 'content-type': 'text/plain; charset=utf-8', 'content-length': '1000' });
      response.write('x');
      setTimeout(() => response.destroy(), 200);
    });
    const { running, lines } = await logged(
      { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
      { origins: { 'api.example.com': origin.url } }, 'json',
    );
    await rawResponse(running.url, { path: '/' }).catch(() => undefined);
    const [line] = await lines();
    expect(line).toMatchObject({
      'sc-status': '200',
      'x-edge-result-type': 'Error',
      'x-edge-detailed-result-type': 'AbortedOrigin',
      'sc-content-type': 'text/plain;%20charset=utf-8',
    });
    expect(Number(line!['origin-lbl']) - Number(line!['origin-fbl'])).toBeGreaterThan(0.1);
  });

  test('says that an origin stopped in the middle of its response', async () => {
    const origin = await originServer((_, response) => {
      response.writeHead(200, { 'content-length': '1000' });
      response.write('x');
    });
    const { running, lines } = await logged(
      {
        origins: [customOrigin('api.example.com', {
          CustomOriginConfig: { OriginProtocolPolicy: 'http-only', OriginReadTimeout: 1 },
        })],
        behavior: { TargetOriginId: 'api.example.com' },
      },
      { origins: { 'api.example.com': origin.url } },
    );
    await rawResponse(running.url, { path: '/' }).catch(() => undefined);
    expect((await lines())[0]).toMatchObject({ 'sc-status': '200', 'x-edge-detailed-result-type': 'OriginCommError' });
  });

  test('has a line for a viewer who disconnects within the request, with what was sent of it', async () => {
    const { running, lines } = await logged({});
    const sent = 'PUT /x HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n';
    let port = 0;
    await new Promise<void>((resolve) => {
      const socket = connect(Number(new URL(running.url).port), '127.0.0.1', () => {
        port = socket.localPort!;
        socket.write(sent);
      });
      setTimeout(() => socket.write('x'.repeat(1000)), 50);
      setTimeout(() => socket.destroy(), 150);
      socket.on('close', () => setTimeout(resolve, 50));
    });
    expect(await lines()).toEqual([expect.objectContaining({
      'cs-method': 'PUT',
      'cs-uri-stem': '/x',
      'sc-status': '000',
      'sc-bytes': '0',
      'cs-bytes': String(sent.length + 1000),
      'x-edge-location': 'LOC50-P1',
      'c-port': String(port),
      'x-edge-detailed-result-type': 'ClientHungUpRequest',
    })]);
  });

  test('has no line for a body that is not valid HTTP, like for a head', async () => {
    const { running, lines } = await logged({});
    const sent = 'PUT /x HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nZZ\r\n\r\n';
    const received = await new Promise<string>((resolve) => {
      let text = '';
      const socket = connect(Number(new URL(running.url).port), '127.0.0.1', () => socket.write(sent));
      socket.on('data', (data) => { text += data.toString(); }).on('close', () => resolve(text));
    });
    expect(received).toMatch(/^HTTP\/1\.1 400 /);
    expect([await lines(), running.exchanges]).toEqual([[], []]);
  });

  test('has no line for a URL or headers that are too long, and one for a 414 of the origin', async () => {
    const origin = await originServer((_, response) => response.writeHead(414).end());
    const { running, lines } = await logged(
      { origins: [customOrigin('api.example.com')], behavior: { TargetOriginId: 'api.example.com' } },
      { origins: { 'api.example.com': origin.url } },
    );
    const statuses: number[] = [];
    for (const [path, headers] of [
      [`/${'x'.repeat(8_200)}`, {}], ['/long-headers', { 'x-a': 'a'.repeat(33_000) }], ['/of-the-origin', {}],
    ] as const) statuses.push((await rawResponse(running.url, { path, headers })).status);
    expect(statuses).toEqual([414, 494, 414]);
    const logs = (await lines()).map((line) => [line['cs-uri-stem'], line['sc-status']]);
    expect(logs).toEqual([['/of-the-origin', '414']]);
  });

  test('says the same of a viewer who resets a request of HTTP/2', async () => {
    const { running, lines } = await logged({}, { tls: true });
    const session = connectHttp2(running.url, { rejectUnauthorized: false });
    const stream = session.request({ ':path': '/x', ':method': 'PUT', 'content-length': '50000' });
    stream.on('error', () => undefined).write('x');
    setTimeout(() => stream.close(8), 100);
    await new Promise((resolve) => stream.on('close', resolve));
    session.close();
    expect((await lines())[0]).toMatchObject({
      'sc-status': '000',
      'cs-protocol-version': 'HTTP/2.0',
      'x-edge-detailed-result-type': 'ClientHungUpRequest',
    });
  });

  test('counts a body that is sent in chunks', async () => {
    const { running, lines } = await logged({});
    const body = new Blob(['x'.repeat(5000)]).stream();
    await fetch(`${running.url}/x`, { method: 'PUT', body, duplex: 'half' } as RequestInit);
    expect(Number((await lines())[0]!['cs-bytes'])).toBeGreaterThan(5000);
  });

  test('of version 2 is a line of JSON, with fields of version 2', async () => {
    const { running, lines, file } = await logged({}, {}, 'json');
    await rawResponse(running.url, { path: '/index.html' });
    expect((await lines())[0]).toMatchObject({ 'sc-status': '200', 'cache-behavior-path-pattern': '%2A'.replace('%2A', '*') });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toMatchObject({
      'cs(Referer)': '-', 'timestamp(ms)': expect.stringMatching(/^\d{13}$/), 'origin-fbl': expect.stringMatching(/^\d\.\d{3}$/),
    });
  });
});

describe('the file of an access log', () => {
  test('is appended to, with one head', () => {
    const file = newFile();
    for (const id of ['a', 'b']) {
      const log = new LogFile(file, 'legacy');
      log.add({ 'x-edge-request-id': id, 'sc-status': '200' });
      log.close();
    }
    expect(readFileSync(file, 'utf8').match(/^#/gm)).toHaveLength(2);
    expect(read(file).map((line) => line['x-edge-request-id'])).toEqual(['a', 'b']);
  });

  test('may be renamed by a program that rotates logs: a new one has the next lines', async () => {
    const file = newFile();
    const log = new LogFile(file, 'legacy');
    log.add({ 'x-edge-request-id': 'a', 'sc-status': '200' });
    await new Promise((resolve) => setTimeout(resolve, 200));
    renameSync(file, `${file}.1`);
    log.add({ 'x-edge-request-id': 'b', 'sc-status': '200' });
    log.close();
    expect([`${file}.1`, file].map((each) => read(each).map((line) => line['x-edge-request-id']))).toEqual([['a'], ['b']]);
  });

  test('that cannot be written is an error', () => {
    expect(() => new LogFile('/nowhere/access.log', 'legacy')).toThrow(/--access-log: .*cannot be written.*\[EDGE_PREVIEW_ACCESS_LOG\]/);
  });
});

test('no value can break a line, whatever it is', () => {
  fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => {
    const line = logLine({ 'cs(User-Agent)': text, 'sc-status': '200' }, 'legacy');
    expect(line).toMatch(/^[\x21-\x7e\t]+\n$/);
    expect(line.split('\t')).toHaveLength(33);
    // Half of a surrogate pair becomes the sign for what is not a character.
    const written = Buffer.from(text).toString();
    if (text !== '') expect(decodeURIComponent(line.split('\t')[10]!)).toBe(written);
  }));
});

describe('the log of a preview is read by', () => {
  test.each<LogFormat>(['legacy', 'json'])('explain, which finds what was injected (%s)', async (format) => {
    const { running, lines, file } = await logged({
      origins: [customOrigin('api.example.com')],
      behaviors: [{ PathPattern: '/api/*', TargetOriginId: 'api.example.com', ViewerProtocolPolicy: 'allow-all' }],
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', "exports.handler = async (e) => { if (e.Records[0].cf.request.uri === '/throws') throw 1; return e.Records[0].cf.request; };")),
    }, { blocks: ['waf:/admin', 'geo:/de'], origins: { 'api.example.com': 'http://127.0.0.1:1' } }, format);
    for (const path of ['/admin', '/de', '/throws', '/api/x', '/missing', '/']) await rawResponse(running.url, { path });
    await lines();
    const found = JSON.parse(await command('explain', file, '--json')) as { source: string; examples: string[] }[];
    expect(Object.fromEntries(found.map(({ source, examples }) => [source, examples]))).toEqual({
      'waf': ['/admin'],
      'geo-restriction': ['/de'],
      'edge-function-failed': ['/throws'],
      'origin-unreachable': ['/api/x'],
      's3-origin': ['/missing'],
    });
  });

  test('redirects report, which counts the rules that applied', async () => {
    const code = `exports.handler = async (event) => {
      const { request } = event.Records[0].cf;
      return request.uri === '/other' ? request : { status: '301', headers: { location: [{ value: '/new' }] } };
    };`;
    const { running, lines, file } = await logged({
      fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)),
    });
    for (const path of ['/old', '/old?x=1', '/a%20b', '/other']) await rawResponse(running.url, { path });
    await lines();
    const rules = `${file}.json`;
    writeFileSync(rules, JSON.stringify({ '/old': '/new', '/a%20b': '/new', '/never': '/new' }));
    const report = await command('redirects', 'report', rules, '--logs', file, '--json');
    const { lines: hits } = JSON.parse(report) as { lines: { from: string; hits: number }[] };
    expect(hits.map((rule) => [rule.from, rule.hits])).toEqual([['/old', 2], ['/a%20b', 1], ['/never', 0]]);
  });
});
