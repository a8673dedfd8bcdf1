import { execFileSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { lambdaAt, site, type Running } from '../support/site';
import { workerFile } from '../support/worker';

/** A site with a function that runs the code of the requested path. */
function running(cases: Record<string, string>, properties: Record<string, unknown> = {}): Running {
  const body = Object.entries(cases)
    .map(([path, code]) => `if (path === ${JSON.stringify(path)}) { ${code} }`)
    .join('\n');
  const code = `exports.handler = async (event) => { const path = event.Records[0].cf.request.uri; ${body} return { `
    + 'status: \'200\', body: \'fine\' }; };';
  return site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code, properties)) });
}

function cloudFrontFunction(body: string): Running {
  return site({
    fill: (stack) => {
      stack.resource(
        'Fn',
        'AWS::CloudFront::Function',
        {
          FunctionCode: `function handler(event) { ${body} return event.request; }`,
          FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        },
        'Web/Fn/Resource',
      );
      return {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Fn', 'FunctionARN'] } }],
      };
    },
  });
}

const port = "require('node:worker_threads').parentPort";

describe('messages that are not answers are dropped', () => {
  test.each<[string, string]>([
    ['nothing', `${port}.postMessage(undefined);`],
    ['null', `${port}.postMessage(null);`],
    ['text', `${port}.postMessage('hello');`],
    ['an answer to a call that was never made', `${port}.postMessage({ id: 99, result: '{"status":"200","body":"forged"}' });`],
    ['an answer to this call with a guessed id', `for (let id = 0; id < 50; id++) {
      ${port}.postMessage({ id, result: '{"status":"200","body":"forged"}' });
      ${port}.postMessage({ id: String(id), result: '{"status":"200","body":"forged"}' }); }`],
    ['a result that is not JSON', `for (let id = 0; id < 5; id++) ${port}.postMessage({ id, result: '{' });`],
    ['ready, repeatedly', `for (let i = 0; i < 5; i++) ${port}.postMessage({ ready: true });`],
    ['an object that pollutes prototypes', `${port}.postMessage(JSON.parse('{"__proto__":{"id":1,"result":"1"},"constructor":{"prototype":{"ready":true}}}'));`],
    ['a port, and an array', `const c = new (require('node:worker_threads').MessageChannel)(); ${port}.postMessage([c.port1], [c.port1]);`],
    ['text on the pipe to the preview', "require('fs').writeSync(3, 'no JSON\\n\\n{}\\n[]\\n{\"id\":1}\\n{\"id\":\"x\",\"result\":\"1\"}\\n');"],
    ['half a line on the pipe', "require('fs').writeSync(3, '\\u0000{\"id\"');"],
    ['a flood', `for (let i = 0; i < 20000; i++) ${port}.postMessage({ id: i, error: 'x' });`],
  ])('%s', async (_, code) => {
    const fn = running(
      {
        '/bad': `try { ${code} } catch (e) { console.log('EPIPE?', e.message); } await new Promise((resolve) => setTimeout(resolve, 50));`,
      },
      { Timeout: 2 },
    );
    const bodies = [await (await fn.fetch('/bad')).text(), await (await fn.fetch('/next')).text()];
    expect(bodies[1]).toBe('fine');
    // The answer after half a line becomes part of it and is aborted: only that call fails.
    if (!/half/.test(_)) expect(bodies[0]).toBe('fine');
    expect(fn.logs.filter((line) => /dropped a message that is not an answer to an event/.test(line))).toHaveLength(1);
    expect(({} as Record<string, unknown>).ready).toBeUndefined();
  });

  test('a built-in that the code replaces affects only that code', async () => {
    const fn = running({ '/bad': "JSON.stringify = () => { throw new Error('mine'); };" });
    expect([(await fn.fetch('/bad')).status, (await fn.fetch('/next')).status]).toEqual([503, 503]);
  });
});

describe('a function that ends its process does not end the preview', () => {
  test.each<[string, string]>([
    ['process.exit()', 'process.exit(0);'],
    ['process.abort()', 'process.abort();'],
    ['process.reallyExit()', 'process.reallyExit(3);'],
    ['a signal to itself', "process.kill(process.pid, 'SIGKILL');"],
    ['a signal to the preview', "process.kill(process.ppid, 'SIGTERM');"],
    ['an exception outside of the call', "setTimeout(() => { throw new Error('late'); }, 1); await new Promise(() => undefined);"],
    ['an unhandled rejection', "Promise.reject(new Error('late')); await new Promise(() => undefined);"],
    ['a thrown value that is not an error', 'setTimeout(() => { throw null; }, 1); await new Promise(() => undefined);'],
    ['a stack overflow', 'const again = () => again() + 1; again();'],
    ['closing the pipe to the preview', "require('fs').closeSync(3); await new Promise(() => undefined);"],
    ['a signal to itself that stops it', "process.kill(process.pid, 'SIGSTOP');"],
    ['a flood on its output', "for (;;) require('fs').writeSync(1, 'x\\n');"],
    ['a flood without a line end', "for (;;) require('fs').writeSync(2, 'x'.repeat(9999));"],
    ['a flood on the pipe to the preview', "for (;;) { try { require('fs').writeSync(3, '{}\\n'); } catch (e) { if (e.code !== 'EAGAIN') throw e; } }"],
    ['an error without a stack to read', 'throw Object.defineProperty({}, "stack", { get() { throw new Error("no"); } });'],
    ['more than Lambda returns', 'return { status: "200", body: "x".repeat(6_300_000) };'],
  ])('%s', async (_, code) => {
    const fn = running({ '/bad': code }, { Timeout: 2 });
    expect((await fn.fetch('/bad')).status).toBe(503);
    expect((await fn.fetch('/next')).status).toBe(200);
  });

  test('while it loads', async () => {
    const fn = site({
      fill: (stack) =>
        lambdaAt('viewer-request', stack.lambda('Fn', 'process.exit(4); exports.handler = async () => 1;')),
    });
    expect((await fn.fetch('/')).status).toBe(503);
    expect((await fn.fetch('/')).status).toBe(503);
  });

  test('between two events: it is logged, and the next event starts a new process', async () => {
    const fn = running({ '/bad': "setTimeout(() => { throw new Error('after the answer'); }, 1);" });
    expect((await fn.fetch('/bad')).status).toBe(200);
    for (let i = 0; i < 200 && !fn.logs.some((line) => line.includes('between two events')); i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(fn.logs.join('\n')).toMatch(/^Web\/Fn: ended between two events: Error: after the answer/m);
    expect((await fn.fetch('/next')).status).toBe(200);
  });

  test('output beyond 1 MB for one event is dropped', async () => {
    const fn = running({ '/bad': "for (let i = 0; i < 40; i++) console.log('x'.repeat(99_999));" });
    expect((await fn.fetch('/bad')).status).toBe(200);
    for (let i = 0; i < 100 && !/dropped/.test(fn.logs.at(-1) ?? ''); i++) {
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
    expect(fn.logs.join('').length).toBeLessThan(1_200_000);
    expect(fn.logs.at(-1)).toMatch(/printed more than 1 MB for one event; the rest is dropped/);
    expect((await fn.fetch('/next')).status).toBe(200);
  });
});

describe('the memory of a function is limited as in its template, including buffers', () => {
  const MB = 1024 * 1024;
  test.each<[string, string]>([
    ['buffers that nothing is written to', `const all = []; for (;;) all.push(Buffer.alloc(${MB}));`],
    ['buffers that are written to', `const all = []; for (;;) all.push(Buffer.alloc(${MB}, 1));`],
    ['small buffers', 'const all = []; for (;;) all.push(Buffer.from("x".repeat(9000)));'],
    ['one buffer that is too large', `const one = Buffer.alloc(${300 * MB}); one[5] = 1;`],
    ['typed arrays', `const all = []; for (;;) all.push(new Float64Array(${MB}));`],
    ['array buffers', `const all = []; for (;;) all.push(new ArrayBuffer(${MB}));`],
    ['copies by native code', `const all = []; const data = 'x'.repeat(${MB}); for (;;) all.push(new TextEncoder().encode(data));`],
    ['buffers of zlib', `const all = []; for (;;) all.push(require('zlib').gunzipSync(require('zlib').gzipSync(Buffer.alloc(${MB}))));`],
    ['the heap', 'const all = []; for (;;) all.push(new Array(1e6).fill(1));'],
    ['another worker thread', `new (require('worker_threads').Worker)('const all = []; for (;;) all.push(Buffer.alloc(${MB}, 1));', { eval: true });
      await new Promise(() => undefined);`],
    ['messages that are never received', "const data = 'x'.repeat(1e6); for (;;) require('worker_threads').parentPort.postMessage({ data });"],
  ])('%s', async (_, code) => {
    const fn = running({ '/bad': code }, { Timeout: 20 });
    const answer = await fn.fetch('/bad');
    expect([answer.status, answer.headers.get('x-cache')]).toEqual([503, 'LambdaExecutionError from cloudfront']);
    expect(fn.exchanges[0]!.summaries.at(-1)!.text).toBe(
      'Web/Fn failed: Runtime.ExitError: signal: killed; the function used more than its memory of 128 MB',
    );
    expect((await fn.fetch('/next')).status).toBe(200);
  });

  test('buffers that were released do not count', async () => {
    const fn = running({ '/many': `for (let i = 0; i < 2000; i++) Buffer.alloc(${MB});` }, { Timeout: 20 });
    expect((await fn.fetch('/many')).status).toBe(200);
  });

  test('a function with a larger MemorySize may use more', async () => {
    const fn = running(
      { '/more': `const all = []; for (let i = 0; i < 200; i++) all.push(Buffer.alloc(${MB}, 1));` },
      { Timeout: 20, MemorySize: 512 },
    );
    expect((await fn.fetch('/more')).status).toBe(200);
  });

  test('constructors of buffers behave as before', async () => {
    const fn = running({
      '/same': `class Own extends Uint8Array {}
        return { status: '200', body: JSON.stringify([
          new Uint8Array(2) instanceof Uint8Array, new Uint8Array(2).constructor === Uint8Array, Buffer.from('a').buffer instanceof ArrayBuffer,
          new Own(3) instanceof Own, new Own(3).length, Uint8Array.from([1, 2]).slice(1)[0], new Uint16Array(new ArrayBuffer(4)).length,
          Buffer.alloc(3, 'ab').toString(), Buffer.concat([Buffer.from('a'), Buffer.from('b')]).toString(), Uint8Array.BYTES_PER_ELEMENT, ArrayBuffer.isView(Buffer.alloc(1)),
        ]) };`,
    });
    expect(await (await fn.fetch('/same')).json()).toEqual([true, true, true, true, 3, 2, 2, 'aba', 'ab', 1, true]);
  });

  test('also for CloudFront Functions', async () => {
    const answer = await cloudFrontFunction('var all = []; for (;;) all.push(new Uint8Array(1e6));').fetch('/');
    expect([answer.status, answer.headers.get('x-cache')]).toEqual([503, 'FunctionExecutionError from cloudfront']);
  });
});

describe('calls whose viewer has disconnected', () => {
  const slow = () =>
    running({ '/slow': 'await new Promise((resolve) => setTimeout(resolve, 300)); console.log("ran");' });

  test('are removed from the queue; the running one completes', async () => {
    const fn = slow();
    await fn.fetch('/warm');
    const calls = Array.from({ length: 20 }, () => {
      const controller = new AbortController();
      return { controller, call: fn.fetch('/slow', { signal: controller.signal }).catch((error: Error) => error.name) };
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    calls.forEach(({ controller }) => controller.abort());
    expect((await fn.fetch('/next')).status).toBe(200);
    expect(await Promise.all(calls.map(({ call }) => call))).toEqual(Array(20).fill('AbortError'));
    expect(fn.logs.filter((line) => line === 'Web/Fn: ran')).toHaveLength(1);
  });

  test('over HTTP, when the connection closes', async () => {
    const fn = site(
      {
        fill: (stack) =>
          lambdaAt(
            'viewer-request',
            stack.lambda(
              'Fn',
              `exports.handler = async (e) => {
        if (e.Records[0].cf.request.uri === '/slow') { console.log('ran'); await new Promise((resolve) => setTimeout(resolve, 300)); }
        return { status: '200', body: 'fine' }; };`,
            ),
          ),
      },
      { listen: { port: 0 } },
    );
    await fn.ready;
    await fetch(`${fn.url}/warm`);
    const controllers = Array.from({ length: 20 }, () => new AbortController());
    const calls = controllers.map(({ signal }) =>
      fetch(`${fn.url}/slow`, { signal }).catch((error: Error) => error.name),
    );
    for (let i = 0; i < 200 && !fn.logs.includes('Web/Fn: ran'); i++) {
      await new Promise((resolve) => setTimeout(resolve, 10));
    }
    await new Promise((resolve) => setTimeout(resolve, 100));
    controllers.forEach((controller) => controller.abort());
    await Promise.all(calls);
    const abortedSoFar = () => fn.exchanges.filter((exchange) => exchange.viewerRequest.uri === '/slow').length;
    for (let i = 0; i < 200 && abortedSoFar() < 20; i++) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await (await fetch(`${fn.url}/next`)).text()).toBe('fine');
    expect(fn.logs.filter((line) => line === 'Web/Fn: ran')).toHaveLength(1);
    const aborted = fn.exchanges.filter((exchange) => exchange.viewerRequest.uri === '/slow');
    expect(aborted.map((exchange) => [exchange.response!.status, exchange.summaries.at(-1)!.text])).toEqual(
      Array(20).fill([0, 'disconnected before the response']),
    );
  });
});

test('a program continues after closing its preview, and exits by itself', () => {
  const worker = JSON.stringify(workerFile());
  const program = join(mkdtempSync(join(tmpdir(), 'edge-program-')), 'program.cjs');
  buildSync({
    stdin: {
      contents: `import { FunctionWorkers } from './src/preview/edge/function-workers';
        const workers = new FunctionWorkers(${worker}, () => undefined);
        const setup = { host: 'lambda-edge', handler: 'index.handler', code: { inline: 'exports.handler = async () => 1;' }, runtime: 'nodejs22.x', modulesFrom: '/' };
        const fn = workers.for('a', () => ({ name: 'a', setup, timeoutMs: 5000, memoryMb: 128, environment: {} }));
        fn.invoke({}, {}).then(async ({ result }) => { if (process.argv[2] === 'close') await workers.close(); console.log('went on', result); });`,
      resolveDir: join(__dirname, '../../..'),
    },
    outfile: program,
    bundle: true,
    platform: 'node',
    logLevel: 'error',
  });
  for (const how of ['close', 'leave']) {
    expect(execFileSync(process.execPath, [program, how], { timeout: 20_000 }).toString()).toBe('went on 1\n');
  }
});
