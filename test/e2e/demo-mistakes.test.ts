import { execFileSync, spawnSync } from 'node:child_process';
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from './support/demo';

// A copy, since other tests run the original; below the root, where it finds the library.
const SITE = join(ROOT, 'test-reports', `demo-mistakes-${process.pid}`);
beforeAll(() => cpSync(join(ROOT, 'examples/site'), SITE, { recursive: true }));
afterAll(() => rmSync(SITE, { recursive: true, force: true }));

/** Runs the demo, which is expected to fail. */
function demo(...args: string[]) {
  const { status, stdout, stderr } = spawnSync(process.execPath, [join(SITE, 'demo.mjs'), ...args], {
    cwd: ROOT, encoding: 'utf8', env: { ...process.env, npm_config_port: undefined }, timeout: 120_000,
  });
  return { status, printed: stdout + stderr };
}

describe('a list of redirects that is not valid', () => {
  const good = readFileSync(join(ROOT, 'examples/site/redirects.json'), 'utf8');

  test.each([
    ['a missing comma', good.replace(/,\n/, '\n'), /redirects\.json:\d+:\d+ .*\[EDGE_REDIRECT_SYNTAX\]/],
    ['a rule with an empty target', good.replace('{', '{ "/nowhere": "",'), /redirects\.json:\d+:\d+ .*\[EDGE_REDIRECT_TARGET\]/],
    ['an empty file', '', /redirects\.json:1:1 .*\[EDGE_REDIRECT_SYNTAX\]/],
  ])('is reported with its place, without a stack trace: %s', (_, text, problem) => {
    writeFileSync(join(SITE, 'redirects.json'), text);
    const { status, printed } = demo('--port', '0');
    expect(status).toBe(1);
    expect(printed).toMatch(problem);
    expect(printed).toMatch(/FathomAndFell\/Redirects: \d+ problem/);
    expect(printed).not.toMatch(/^\s+at |SyntaxError|node:internal/m);
  });
});

describe('the port', () => {
  const requested = (args: string[], port?: string) => execFileSync(process.execPath, ['--input-type=module', '-e', `
    import { requestedPort } from './examples/site/demo/arguments.mjs';
    try {
      console.log(JSON.stringify(requestedPort(${JSON.stringify(args)}, ${JSON.stringify({ npm_config_port: port })})) ?? 'none');
    } catch (error) {
      console.log(error.message);
    }`], { cwd: ROOT, encoding: 'utf8' }).trim();

  test.each<[string, string[], string | undefined, string]>([
    ['nothing', [], undefined, 'none'],
    ['npm run demo -- --port 9000', ['--port', '9000'], undefined, '"9000"'],
    ['npm run demo --port 9000', ['9000'], 'true', '"9000"'], // as npm 10 and 11 pass it on
    ['npm run demo --port=9000', [], '9000', '"9000"'],
    ['npm run demo 9000', ['9000'], undefined, '"9000"'],
    ['npm run demo --port', [], 'true', '--port has no number; usage: npm run demo -- --port 9000'],
    ['npm run demo -- now', ['now'], undefined, 'the argument "now" is not understood; usage: npm run demo -- --port 9000'],
    ['npm run demo -- 1 2', ['1', '2'], undefined, 'the argument "2" is not understood; usage: npm run demo -- --port 9000'],
  ])('%s', (_, args, setting, port) => expect(requested(args, setting)).toBe(port));

  test('an unknown option is reported with the usage', () => {
    const { status, printed } = demo('--prot', '1');
    expect(status).toBe(1);
    expect(printed).toMatch(/^The demo cannot run: Unknown option '--prot'; usage: npm run demo -- --port 9000$/m);
    expect(printed).not.toMatch(/^\s+at /m);
  });
});
