import { spawn, type ChildProcess } from 'node:child_process';
import { accessSync, constants, existsSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import { CACHING_DISABLED, customOrigin, lambdaAt, siteAssembly } from '../preview/support/site';

const root = join(__dirname, '../..');

/** The tool as in the package: two bundles in one folder, two levels below package.json. */
const tool = join(mkdtempSync(join(tmpdir(), 'edge-cli-')), 'assets/cli');
beforeAll(() => {
  buildSync({
    entryPoints: { main: join(root, 'src/cli/main.ts'), worker: join(root, 'src/preview/edge/worker.ts') },
    outdir: tool,
    bundle: true,
    format: 'cjs',
    platform: 'node',
    target: 'node20',
    logLevel: 'error',
  });
});

/** A test that fails leaves its process, and Jest waits for it. */
const started = new Set<ChildProcess>();
afterEach(() => { for (const child of started) child.kill('SIGKILL'); });

function start(...args: string[]) {
  const child = spawn(process.execPath, [join(tool, 'main.js'), ...args], { stdio: ['ignore', 'pipe', 'pipe'] });
  started.add(child);
  child.once('close', () => started.delete(child));
  const printed = { out: '', error: '' };
  child.stdout.on('data', (data: Buffer) => { printed.out += data.toString(); });
  child.stderr.on('data', (data: Buffer) => { printed.error += data.toString(); });
  const ended = new Promise<number | null>((resolve) => child.once('close', resolve));
  const until = async (pattern: RegExp): Promise<RegExpExecArray> => {
    for (let i = 0; i < 400; i++) {
      const match = pattern.exec(printed.out);
      if (match !== null) return match;
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
    throw new Error(`${String(pattern)} was not printed:\n${printed.out}\n${printed.error}`);
  };
  return { child, printed, ended, until };
}

describe('cdk-cloudfront-edge preview', () => {
  test('that is stopped while the first synthesis runs ends it, and exits with 0', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'edge-synth-'));
    const synth = `echo $$ > ${folder}/pid; sleep 300`;
    const running = start('preview', join(folder, 'cdk.out'), '--port', '0', '--watch', synth);
    const pid = async (): Promise<number> => {
      for (let i = 0; i < 400; i++) {
        const text = existsSync(`${folder}/pid`) ? readFileSync(`${folder}/pid`, 'utf8') : '';
        if (text !== '') return Number(text);
        await new Promise((resolve) => setTimeout(resolve, 25));
      }
      throw new Error('the command does not run');
    };
    const command = await pid();
    running.child.kill('SIGTERM');
    expect(await running.ended).toBe(0);
    expect(() => process.kill(command, 0)).toThrow('ESRCH');
  });

  test('serves until it is stopped, and prints each request and the log of functions', async () => {
    const code =
      "console.log('called'); exports.handler = async () => ({ status: '200', body: 'from the function' });";
    const assembly = siteAssembly({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
    const running = start('preview', assembly, '--port', '0');
    const [, url] = await running.until(/^Serving Web\/Site on (http:\/\/127\.0\.0\.1:\d+)$/m);
    expect(await (await fetch(`${url}/x`)).text()).toBe('from the function');
    await running.until(
      /GET \/x 200 LambdaGeneratedResponse \d+ ms {2}behavior: \* \| viewer-request: Web\/Fn answered 200/,
    );
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    expect(running.printed.error).toContain('Web/Fn: called');
    await expect(fetch(url!)).rejects.toThrow();
  });

  test('reports a port that is in use, and exits with 1', async () => {
    const assembly = siteAssembly();
    const first = start('preview', assembly, '--port', '0');
    const [, port] = await first.until(/127\.0\.0\.1:(\d+)$/m);
    const second = start('preview', assembly, '--port', port!);
    expect(await second.ended).toBe(1);
    expect(second.printed).toEqual({
      out: '',
      error: expect.stringMatching(/^cdk-cloudfront-edge preview: --port: \d+ is in use .*\[EDGE_PREVIEW_PORT\]\n$/),
    });
    first.child.kill('SIGTERM');
    expect(await first.ended).toBe(0);
  });

  test('says on a line of its own when it answers', async () => {
    const running = start('preview', siteAssembly(), '--port', '0');
    const [, url] = await running.until(/^ready (http:\/\/127\.0\.0\.1:\d+)\n/m);
    expect((await fetch(url!)).status).toBe(200);
    expect(running.printed.out).toMatch(/^Serving Web\/Site on (\S+)\nConsole: \1\/__edge\/\nready \1\n/);
    running.child.kill('SIGTERM');
    await running.ended;
  });

  describe('--run', () => {
    const listen = (body: string) => "require('http').createServer((q, s) => s.end("
      + `${body})).listen(process.env.PORT, '127.0.0.1')`;
    const run = (code: string) => ['--port', '0', '--run', `api=node -e "${code}"; true`];
    /** The domain of a function URL is known after the deployment: the origin is called by its id. */
    const originAssembly = () => siteAssembly({
      origins: [{
        ...customOrigin('api'),
        DomainName: { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Url', 'FunctionUrl'] }] }] },
      }],
      behaviors: [{
        PathPattern: '/api/*',
        TargetOriginId: 'api',
        CachePolicyId: CACHING_DISABLED,
        ViewerProtocolPolicy: 'allow-all',
      }],
      fill: (stack) => { stack.resource('Url', 'AWS::Lambda::Url', {}); },
    });
    const isServed = (port: string) => fetch(`http://127.0.0.1:${port}`).then(() => true, () => false);

    test.each([['SIGINT', 0], ['SIGTERM', 0], ['SIGKILL', null]] as const)(
      'runs a server for an origin, which ends with the preview: %s', async (signal, code) => {
        const running = start('preview', originAssembly(), ...run(listen('process.env.PORT')));
        const [, url] = await running.until(/^ready (\S+)$/m);
        const port = await (await fetch(`${url}/api/x`)).text();
        expect([port, await isServed(port)]).toEqual([expect.stringMatching(/^\d+$/), true]);
        running.child.kill(signal);
        expect(await running.ended).toBe(code);
        for (let i = 0; i < 200 && await isServed(port); i++) await new Promise((resolve) => setTimeout(resolve, 25));
        expect(await isServed(port)).toBe(false);
      });

    test('can be stopped while a server starts', async () => {
      const running = start('preview', originAssembly(), '--port', '0', '--run', 'api=echo up >&2; sleep 60');
      while (!running.printed.error.includes('api: up')) await new Promise((resolve) => setTimeout(resolve, 25));
      running.child.kill('SIGINT');
      expect(await running.ended).toBe(0);
      expect(running.printed.out).toBe('');
    });

    test('reports a command that ends, with what it printed', async () => {
      const running = start('preview', originAssembly(), '--port', '0', '--run', 'api=echo why; exit 3');
      expect(await running.ended).toBe(2);
      expect(running.printed.error).toMatch(
        /^api: why\n.*--run api: "echo why; exit 3" ended with 3; .*\[EDGE_PREVIEW_RUN\]\n$/,
      );
    });
  });

  test('reports the problems of the app and of the port at once', async () => {
    const first = start('preview', siteAssembly(), '--port', '0');
    const [, port] = await first.until(/^ready .*:(\d+)$/m);
    const second = start('preview', siteAssembly(), '--port', port!, '--block', 'no');
    expect(await second.ended).toBe(1);
    expect(second.printed.error).toMatch(/\[EDGE_PREVIEW_BLOCK\]\n.*\[EDGE_PREVIEW_PORT\]\n$/);
    expect(second.printed.out).toBe('');
    first.child.kill('SIGTERM');
    await first.ended;
  });

  test('exits with 1 for a folder without an app, with 2 for an unknown option', async () => {
    const nowhere = start('preview', join(tmpdir(), 'no-such-app'));
    const wrong = start('preview', '--nope');
    expect([await nowhere.ended, await wrong.ended]).toEqual([1, 2]);
    expect(nowhere.printed.error).toContain('[EDGE_PREVIEW_NO_ASSEMBLY]');
    expect(wrong.printed.error).toContain('[EDGE_CLI_USAGE]');
  });

  test('names the damaged file of a cloud assembly, and exits with 1', async () => {
    const template = 'Web.template.json';
    const broken: readonly ((text: string) => string)[] = [
      (text) => text.slice(0, text.length / 2),
      () => '',
      () => '{"Resources":{"A":null}}',
      () => '{"Resources":[]}',
      (text) => text.replace('"DefaultCacheBehavior"', '"X"'),
      (text) => text.replace('{"Ref":"Bucket"}', '{"Ref":{}}'),
      (text) => text.replace('"Properties":{}', '"Properties":{"BucketName":{"Ref":"Bucket"}}'),
    ];
    for (const edit of broken) {
      const assembly = siteAssembly();
      writeFileSync(join(assembly, template), edit(readFileSync(join(assembly, template), 'utf8')));
      const run = start('preview', assembly, '--port', '0');
      expect([await run.ended, run.printed.out]).toEqual([1, '']);
      expect(run.printed.error).toMatch(
        /^cdk-cloudfront-edge preview: Web\.template\.json: .* {2}\[EDGE_PREVIEW_(ASSEMBLY|TEMPLATE)\]$/m,
      );
      expect(run.printed.error).not.toMatch(/\n\s+at |report/i);
    }
  });

  test('keeps serving when a function exits, and ends all functions on Ctrl-C', async () => {
    const code = `exports.handler = async (e) => {
      const path = e.Records[0].cf.request.uri;
      if (path === '/pid') return { status: '200', body: String(process.pid) };
      if (path === '/stray') require('worker_threads').parentPort.postMessage(undefined);
      if (path === '/exit') process.exit(0);
      if (path === '/buffers') for (const all = [];;) all.push(Buffer.alloc(1e6, 1));
      if (path === '/hang') for (;;);
      return { status: '200', body: 'fine' };
    };`;
    const running = start(
      'preview',
      siteAssembly({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) }),
      '--port',
      '0',
    );
    const [, url] = await running.until(/^Serving Web\/Site on (http:\/\/127\.0\.0\.1:\d+)$/m);
    const statusOf = async (path: string) => (await fetch(url + path)).status;
    expect([
      await statusOf('/stray'),
      await statusOf('/exit'),
      await statusOf('/buffers'),
      await statusOf('/x'),
    ]).toEqual([200, 503, 503, 200]);
    await running.until(
      /GET \/buffers 503 .*Runtime\.ExitError: signal: killed; the function used more than its memory of 128 MB/,
    );
    const pid = Number(await (await fetch(`${url}/pid`)).text());
    expect(pid).not.toBe(running.child.pid);
    const hanging = fetch(`${url}/hang`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.child.kill('SIGINT');
    expect(await running.ended).toBe(0);
    await hanging;
    expect(() => process.kill(pid, 0)).toThrow('ESRCH');
  });

  test('leaves no process of a function behind when it is killed', async () => {
    const code =
      'exports.handler = async (e) => { if (e.Records[0].cf.request.uri === "/hang") for (;;); return { status: "200", body: String(process.pid) }; };';
    const running = start(
      'preview',
      siteAssembly({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code, { Timeout: 30 })) }),
      '--port',
      '0',
    );
    const [, url] = await running.until(/^Serving Web\/Site on (http:\/\/127\.0\.0\.1:\d+)$/m);
    const pid = Number(await (await fetch(`${url}/`)).text());
    const hanging = fetch(`${url}/hang`).catch(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 200));
    running.child.kill('SIGKILL');
    await running.ended;
    await hanging;
    const isAlive = () => {
      try {
        return process.kill(pid, 0);
      } catch {
        return false;
      }
    };
    for (let i = 0; i < 400 && isAlive(); i++) await new Promise((resolve) => setTimeout(resolve, 25));
    expect(isAlive()).toBe(false);
  });

  test('--help', async () => {
    const help = start('preview', '--help');
    expect(await help.ended).toBe(0);
    expect(help.printed.out).toMatch(/^Usage: cdk-cloudfront-edge preview \[options\] \[cdk\.out\]/);
  });
});

test('the file of the command is executable', () => {
  expect(() => accessSync(join(root, 'bin/cdk-cloudfront-edge'), constants.X_OK)).not.toThrow();
});
