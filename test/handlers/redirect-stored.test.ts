import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { VERSION } from '../../src/core/redirects/program/format';
import { readLimits } from '../../src/core/redirects/reads';
import { builtFunction } from '../support/bundles';
import { edgeEvent, type EventInput } from '../support/events';
import { SignedS3, type Fault } from '../support/s3-with-signatures';

const KEY = 'site/rules/list (ü).bin';
const s3 = new SignedS3();
beforeAll(() => s3.start());
afterAll(() => s3.stop());
beforeEach(() => {
  s3.objects.clear();
  s3.log.length = 0;
  s3.requests = 0;
  s3.sent = 0;
  s3.fault = undefined;
  s3.ahead = 0;
  s3.credentials = { id: 'AKIDEXAMPLE', secret: 'secret', session: 'session' };
});

function program(rules: object): Uint8Array {
  const { program: made, problems } = compileRules(parseRules(JSON.stringify(rules), { format: 'json' }).rules);
  if (made === undefined) throw new Error(JSON.stringify(problems));
  return made;
}
/** All rules of a list lead to paths with its name, so that a mixture would be seen. */
const list = (name: string): Uint8Array => program({ '/a': `/${name}/a`, '/b': `/${name}/b`, '/c/*': `/${name}/:splat` });
const BAKED = list('baked');
const OLD = list('old');

type On = 'viewer-request' | 'origin-request' | 'origin-response';

interface Given {
  readonly fallback?: Uint8Array;
  readonly reads?: readonly string[];
  readonly timeoutMs?: number;
  readonly config?: object;
}

/** A new environment of the function, with a clock that the test can advance. */
function start({ fallback, reads, timeoutMs = 3_000, config = {} }: Given = {}) {
  const lines: any[] = [];
  let offset = 0;
  class Clock extends Date {
    static override now() {
      return Date.now() + offset;
    }
  }
  const env: Record<string, string | undefined> = { ...s3.environment };
  const step = {
    part: 'redirect-stored' as const,
    config: {
      cacheControl: 'max-age=300',
      bucket: 'site',
      region: 'eu-west-1',
      key: KEY.slice(5),
      refreshMs: 10_000,
      timeoutMs,
      ...(reads && { limits: readLimits(reads) }),
      ...config,
    },
    ...(fallback && { data: fallback }),
  };
  const globals = { process: { env }, setTimeout, clearTimeout, URL, Date: Clock };
  const handler = builtFunction([step], (line) => lines.push(JSON.parse(line)), globals);
  const send = (input: EventInput, on: On = 'viewer-request') => handler(edgeEvent(on, input));
  return {
    send,
    lines,
    env,
    /** The target, or undefined if the request passes. */
    to: async (uri: string, more: EventInput = {}, on: On = 'viewer-request'): Promise<string | undefined> => (
      (await send({ uri, ...more }, on)).headers.location?.[0].value),
    /** Time passes, for S3 as well. */
    wait: (ms: number) => {
      offset += ms;
      s3.ahead += ms;
    },
    setClock: (ms: number) => { offset += ms; },
  };
}
const settle = (ms = 60) => new Promise((resolve) => setTimeout(resolve, ms));
/** Old enough to be checked in the background; and so old that it is checked first. */
const STALE = 11_000;
const VERY_OLD = 101_000;

describe('rules in S3', () => {
  it('apply as soon as they were fetched, with a signed request', async () => {
    s3.put(KEY, OLD);
    const { send, lines } = start();
    expect(await send({ uri: '/a', querystring: 'x=1' })).toEqual({
      status: '301',
      statusDescription: 'Moved Permanently',
      headers: {
        'location': [{ key: 'Location', value: '/old/a?x=1' }],
        'cache-control': [{ key: 'Cache-Control', value: 'max-age=300' }],
      },
      body: '',
    });
    expect(s3.log).toEqual(['GET /site/rules/list%20%28%C3%BC%29.bin 200']);
    expect(lines).toEqual([]);
  });

  it('are fetched once, for concurrent requests and while they are fresh', async () => {
    s3.put(KEY, OLD);
    const { to, wait } = start();
    expect(await Promise.all([to('/a'), to('/b'), to('/nowhere')])).toEqual(['/old/a', '/old/b', undefined]);
    wait(7_000);
    await to('/a');
    expect(s3.log).toHaveLength(1);
  });

  it('change without a deployment: the old ones apply while newer ones are fetched', async () => {
    s3.put(KEY, OLD);
    const { to, wait } = start();
    await to('/a');
    s3.put(KEY, list('new'));
    wait(STALE);
    expect(await to('/a')).toBe('/old/a');
    await settle();
    expect(await to('/a')).toBe('/new/a');
    wait(STALE);
    await to('/a');
    await settle();
    expect(s3.log.map((line) => line.slice(-3))).toEqual(['200', '200', '304']);
  });

  it('that are very old are checked first', async () => {
    s3.put(KEY, OLD);
    const { to, wait } = start();
    await to('/a');
    s3.put(KEY, list('new'));
    wait(VERY_OLD);
    expect(await to('/a')).toBe('/new/a');
  });

  it('with dates apply at their time, and are not cached beyond it', async () => {
    s3.put(KEY, program({ '/sale': { to: '/summer', end: new Date(Date.now() + 60_000).toISOString() } }));
    const { send, wait } = start();
    expect((await send({ uri: '/sale' })).headers['cache-control'][0].value).toMatch(/^max-age=(60|59|58)$/);
    wait(61_000);
    expect(await send({ uri: '/sale' })).toMatchObject({ uri: '/sale' });
  });

  it('respect error pages and the default root object', async () => {
    s3.put(KEY, program({ '/:page.html': '/:page', '/': '/home' }));
    const { to } = start({ config: { errorPages: ['/404.html'], rootObject: 'index.html' } });
    expect([await to('/x.html'), await to('/404.html'), await to('/index.html')]).toEqual(['/x', undefined, '/home']);
  });

  it('rewrite before the origin answers, never to another host, and not after', async () => {
    s3.put(KEY, program({
      '/app/*': { to: '/index.html', statusCode: 200 }, '/api/*': { to: 'https://api.example.com/:splat', statusCode: 200 },
    }));
    const { send } = start();
    for (const on of ['viewer-request', 'origin-request'] as const) {
      expect(await send({ uri: '/app/x' }, on)).toMatchObject({ uri: '/index.html' });
      const proxied = await send({ uri: '/api/x' }, on);
      expect([proxied.uri, proxied.origin]).toEqual(['/api/x', undefined]);
    }
    expect(await send({ uri: '/app/x', status: 404 }, 'origin-response')).toMatchObject({ status: '404' });
  });
});

describe('without rules from S3', () => {
  it('those of the fallback apply, until the object is there', async () => {
    const { to, lines, wait } = start({ fallback: BAKED });
    expect(await to('/a')).toBe('/baked/a');
    expect(lines).toEqual([{
      level: 'ERROR', code: 'EDGE_REDIRECT_RULES_UNAVAILABLE', key: 'rules/list (ü).bin', message: 'S3 answered 403',
    }]);
    s3.put(KEY, OLD);
    wait(5_001);
    expect(await to('/a')).toBe('/old/a');
  });

  it('none apply if there is no fallback', async () => {
    const { to } = start();
    expect(await to('/a')).toBeUndefined();
  });

  it('a viewer waits for the timeout, and the next one gets them', async () => {
    s3.put(KEY, OLD);
    s3.fault = (_, __, served) => setTimeout(served, 500);
    const { to, lines } = start({ fallback: BAKED, timeoutMs: 100 });
    expect(await to('/a')).toBe('/baked/a'); // or the viewer would have waited
    await settle(700);
    expect(await to('/a')).toBe('/old/a');
    expect(lines).toEqual([]);
  });
});

const damaged = (change: (bytes: Buffer) => Buffer): Buffer => change(Buffer.from(list('broken')));
const answer = (status: number): Fault => (response) => void response.writeHead(status).end('<Error/>');
const body = (content: Buffer | string): Fault => (response) => {
  response.writeHead(200, { 'content-length': Buffer.byteLength(content), 'etag': '"x"' }).end(content);
};

const UNREADABLE: [string, Fault, string | RegExp][] = [
  ['HTML', body('<!doctype html><title>Sign in</title>'), 'the object is not a compiled list: write it with "redirects publish"'],
  ['the file of the editor', body('{ "/a": "/x" }'), 'the object is not a compiled list: write it with "redirects publish"'],
  ['empty', body(''), 'the object is not a compiled list: write it with "redirects publish"'],
  ['a few bytes', body(Buffer.from('CFER')), /not a compiled list/],
  ['of an older version', body(damaged((bytes) => (bytes.writeUInt32LE(VERSION - 1, 4), bytes))),
    `the object has version ${VERSION - 1}, the function ${VERSION}: publish with the version of the app`],
  ['of a newer version', body(damaged((bytes) => (bytes.writeUInt32LE(VERSION + 1, 4), bytes))), /has version \d+/],
  ['truncated when it was written', body(damaged((bytes) => bytes.subarray(0, bytes.length - 8))), 'damaged rules'],
  ['longer than it says', body(damaged((bytes) => Buffer.concat([bytes, bytes]))), 'damaged rules'],
  ['damaged in one bit', body(damaged((bytes) => (bytes[bytes.length - 9]! += 1, bytes))), 'damaged rules'],
  ['zeros behind the header', body(damaged((bytes) => bytes.fill(0, 12))), 'damaged rules'],
  ['compressed', (response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'), 'the object is encoded: gzip'],
];

const FAULTS: [string, Fault, string | RegExp][] = [
  ['missing', answer(404), 'S3 answered 404'],
  ['denied', answer(403), 'S3 answered 403'],
  ['in another Region', answer(301), 'S3 answered 301'],
  ['throttled', answer(503), 'S3 answered 503'],
  ['throttled by another name', answer(429), 'S3 answered 429'],
  ['broken', answer(500), 'S3 answered 500'],
  ['reset', (response) => response.socket!.resetAndDestroy(), /ECONNRESET|hang up/],
  ['reset in the body', (response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write(list('broken').subarray(0, 100), () => response.socket!.resetAndDestroy());
  }, /ECONNRESET|aborted/],
  ['cut off', (response) => {
    response.writeHead(200, { 'content-length': 1000 });
    response.write(list('broken').subarray(0, 100), () => response.socket!.end());
  }, /aborted/],
  ['a part only', (response) => void response.writeHead(206).end(list('broken')), 'S3 answered 206'],
  ['50 MB', body(Buffer.alloc(50 * 1024 * 1024)), 'the object is larger than 10485760 bytes'],
  ['50 MB, and does not say so', (response) => {
    response.writeHead(200);
    response.end(Buffer.alloc(50 * 1024 * 1024));
  }, 'the object is larger than 10485760 bytes'],
  ...UNREADABLE,
];

describe('an object that is', () => {
  it.each(FAULTS)('%s changes nothing, and is logged with its cure', async (_, fault, message) => {
    s3.put(KEY, OLD);
    const { to, wait, lines } = start({ fallback: BAKED });
    await to('/a');
    s3.fault = fault;
    for (const ms of [STALE, VERY_OLD, 86_400_000]) {
      wait(ms);
      expect([await to('/a'), await to('/b'), await to('/c/x'), await to('/d')]).toEqual(['/old/a', '/old/b', '/old/x', undefined]);
      await settle();
    }
    expect(lines.length).toBeGreaterThan(0);
    const expected = typeof message === 'string' ? message : expect.stringMatching(message);
    expect(lines[0]).toEqual({
      level: 'ERROR', code: 'EDGE_REDIRECT_RULES_UNAVAILABLE', key: 'rules/list (ü).bin', message: expected,
    });
    s3.fault = undefined;
    s3.put(KEY, list('new'));
    wait(VERY_OLD);
    expect(await to('/a')).toBe('/new/a');
  });

  it.each(FAULTS)('%s leaves the fallback to a new environment', async (_, fault) => {
    s3.fault = fault;
    const { to } = start({ fallback: BAKED });
    expect([await to('/a'), await to('/d')]).toEqual(['/baked/a', undefined]);
  });

  it('9 MB of something else are not transferred again', async () => {
    s3.put(KEY, OLD);
    const { to, wait, lines } = start();
    await to('/a');
    const complete: boolean[] = [];
    const content = Buffer.alloc(9 * 1024 * 1024);
    s3.fault = (response) => {
      response.on('close', () => complete.push(response.writableFinished));
      // The header first, so that the function can refuse the body.
      response.writeHead(200, { 'content-length': content.length, 'etag': '"x"' }).flushHeaders();
      setTimeout(() => response.end(content), 30);
    };
    for (let n = 0; n < 3; n++) {
      wait(VERY_OLD);
      expect(await to('/a')).toBe('/old/a');
      await settle();
    }
    expect(new Set(lines.map((line) => line.message))).toEqual(new Set([
      'the object is not a compiled list: write it with "redirects publish"',
    ]));
    expect([lines.length, complete]).toEqual([3, [true, false, false]]);
  });

  it('slow does not delay viewers once there are rules', async () => {
    s3.put(KEY, OLD);
    const { to, wait } = start({ timeoutMs: 100 });
    await to('/a');
    s3.fault = (response) => void response.writeHead(200, { 'content-length': 10_000 }).write('x');
    wait(STALE);
    expect(await to('/a')).toBe('/old/a');
    wait(VERY_OLD);
    expect(await to('/a')).toBe('/old/a');
    await settle(3_200);
    s3.fault = undefined;
    s3.put(KEY, list('new'));
    wait(VERY_OLD);
    await to('/a');
    await settle(300);
    expect(await to('/a')).toBe('/new/a');
  });
});

describe('the function', () => {
  it('follows the clock of S3 where its own is wrong', async () => {
    s3.put(KEY, OLD);
    const { to, wait, lines, setClock } = start({ fallback: BAKED });
    setClock(-3_600_000);
    expect(await to('/a')).toBe('/baked/a');
    wait(5_001);
    expect(await to('/a')).toBe('/old/a');
    expect(lines.map((line) => line.message)).toEqual(['S3 answered 403']);
  });

  it('signs with the credentials of the moment', async () => {
    s3.put(KEY, OLD);
    const { to, wait, env } = start();
    await to('/a');
    s3.put(KEY, list('new'));
    s3.credentials = { id: 'AKIDNEXT', secret: 'next', session: 'next session' };
    wait(VERY_OLD);
    expect(await to('/a')).toBe('/old/a');
    Object.assign(env, s3.environment);
    wait(5_001);
    expect(await to('/a')).toBe('/new/a');
  });

  it('serves whole lists while S3 fails every other time', async () => {
    const { to, wait } = start({ fallback: BAKED });
    let n = 0;
    s3.fault = (response, request, served) => (
      n++ % 2 ? FAULTS[n % FAULTS.length]![1](response, request, served) : served());
    const known = new Set(['baked']);
    for (let version = 0; version < 12; version++) {
      s3.put(KEY, list(`v${version}`));
      known.add(`v${version}`);
      wait(VERY_OLD);
      const all = await Promise.all([to('/a'), to('/b'), to('/c/x')]);
      const names = new Set(all.map((target) => target!.split('/')[1]!));
      expect([...names].every((name) => known.has(name))).toBe(true);
      expect(await to('/d')).toBeUndefined();
    }
    expect(await to('/a')).not.toBe('/baked/a');
  });

  it('answers 200 concurrent requests during a change by the old or the new list', async () => {
    s3.put(KEY, OLD);
    const { to, wait } = start();
    await to('/a');
    s3.put(KEY, list('new'));
    let release = (): void => undefined;
    s3.fault = (_, __, served) => { release = served; };
    wait(STALE);
    const four = () => Promise.all([to('/a'), to('/b'), to('/c/x'), to('/d')]);
    const before = Array.from({ length: 100 }, four);
    while (s3.requests < 2) await settle(1);
    const during = Array.from({ length: 100 }, async (_, n) => {
      if (n === 20) release();
      await settle(n);
      return four();
    });
    const targets = [...await Promise.all([...before, ...during]), await settle(200).then(four)];
    const names = targets.map((each) => each.map((target) => target?.split('/')[1]).join());
    expect(new Set(names)).toEqual(new Set(['old,old,old,', 'new,new,new,']));
    expect(s3.log.filter((line) => line.endsWith(' 200'))).toHaveLength(2);
  });
});

describe('behind the cache', () => {
  const RULES = {
    '/keeps': '/x/keeps',
    '/drops': { to: '/x/drops', query: 'drop' },
    '/some': { to: '/x/some', query: { only: ['utm_*', 'id'] } },
    '/tests?id=:id': { to: '/x/:id', query: 'drop' },
    '/referer': { to: '/x/referer', query: 'drop', when: { header: { referer: { contains: 'a' } } } },
    '/country': { to: '/x/country', query: 'drop', when: { country: 'DE' } },
    'https://old.example.com/host': { to: '/x/host', query: 'drop' },
  };
  const headers = { 'Referer': 'abc', 'CloudFront-Viewer-Country': 'DE', 'Host': 'old.example.com' };
  const PATHS = ['/keeps', '/drops', '/some', '/tests', '/referer', '/country', '/host'];
  const answered = async (reads: readonly string[], on: On = 'origin-request') => {
    s3.put(KEY, program(RULES));
    const { to, lines } = start({ reads });
    const targets = await Promise.all(PATHS.map((uri) => to(uri, { querystring: 'id=7&utm_a=1', headers }, on)));
    return { targets: targets.filter((target) => target !== undefined), lines };
  };

  it.each<[readonly string[], string[]]>([
    [[], ['/x/drops']],
    [['query'], ['/x/keeps?id=7&utm_a=1', '/x/drops', '/x/some?id=7&utm_a=1', '/x/7']],
    [['query:id'], ['/x/drops', '/x/7']],
    [['query:id', 'query:utm_*'], ['/x/drops', '/x/some?id=7&utm_a=1', '/x/7']],
    [['header:referer'], ['/x/drops', '/x/referer']],
    [['country'], ['/x/drops', '/x/country']],
    [['header:cloudfront-viewer-country'], ['/x/drops', '/x/country']],
    [['host'], ['/x/drops', '/x/host']],
  ])('rules that read more than %j do not apply, the others do', async (reads, expected) => {
    expect((await answered(reads)).targets).toEqual(expected);
    expect((await answered(reads, 'origin-response')).targets).toEqual(expected);
  });

  it('one line names what they read', async () => {
    expect((await answered(['query'])).lines).toEqual([{
      level: 'ERROR',
      code: 'EDGE_REDIRECT_READS_REFUSED',
      key: 'rules/list (ü).bin',
      message: 'not declared, so refused: header:referer,country,host',
    }]);
  });

  it('no other rule takes the place of one that has no answer', async () => {
    s3.put(KEY, program({ '/p/a': '/kept', '/p/*': { to: '/all/:splat', query: 'drop' } }));
    const { to } = start({ reads: [] });
    expect([await to('/p/a'), await to('/p/b')]).toEqual([undefined, '/all/b']);
  });

  it('a rule that only compares the query does not see one that is not declared', async () => {
    s3.put(KEY, program({ '/*': { to: '/closed', query: 'drop' } }));
    const [some, all] = [start({ reads: ['query:id'] }), start({ reads: ['query'] })];
    expect([await some.to('/x'), await some.to('/closed', { querystring: 'x=1' })]).toEqual(['/closed', undefined]);
    expect(await all.to('/closed', { querystring: 'x=1' })).toBe('/closed');
  });

  it('no cookie chooses the country, unless it is declared', async () => {
    const { rules } = parseRules('/a /de 302 Country=de\n/a /en 302\n', { format: 'netlify' });
    s3.put(KEY, compileRules(rules).program!);
    const cookie = { Cookie: 'nf_country=de' };
    const ask = (reads?: readonly string[]) => start({ reads }).to('/a', { headers: cookie }, 'origin-request');
    expect([await ask(['query', 'country']), await ask(['query', 'country', 'cookie:nf_country', 'cookie:nf_lang']), await ask()])
      .toEqual(['/en', '/de', '/de']);
  });

  it('rules of the fallback may read what their check at synth has found', async () => {
    const { to } = start({ reads: [], fallback: BAKED });
    expect(await to('/a', { querystring: 'x=1' }, 'origin-request')).toBe('/baked/a?x=1');
  });
});
