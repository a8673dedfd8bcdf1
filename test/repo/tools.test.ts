import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '..', '..');

let checkout: string;
beforeEach(() => { checkout = mkdtempSync(join(tmpdir(), 'tools-')); });
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** Bundles these sources in a checkout of their own; with `lib`, with the library compiled to these modules. */
function bundled(sources: Record<string, string>, lib?: Record<string, string>) {
  const files = Object.entries({ 'src/preview/edge/worker.ts': '', 'tsconfig.json': '{}', ...sources, ...lib });
  for (const [file, text] of files) {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    writeFileSync(join(checkout, file), text);
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
  const script = `import { bundleTools } from ${JSON.stringify(pathToFileURL(join(root, 'projenrc/tools.mjs')))};`
    + `const { shared } = await bundleTools('assets/cli', ${lib === undefined ? '{}' : '{ lib: "lib" }'});`
    + 'process.stdout.write(JSON.stringify(shared));';
  const { stdout, stderr } = spawnSync('node', ['--input-type=module', '-e', script], { cwd: checkout, encoding: 'utf8' });
  expect(stderr).toBe('');
  const main = join(checkout, 'assets/cli/main.js');
  return {
    shared: JSON.parse(stdout) as string[],
    code: readFileSync(main, 'utf8'),
    output: spawnSync('node', [main], { encoding: 'utf8' }).stdout,
  };
}

const SOURCES = {
  'src/cli/main.ts': 'import { A, made } from "../core/a"; import { b } from "../core/b"; console.log(made() instanceof A, b);',
  'src/core/a/index.ts': 'export class A { bundledA() {} } export const made = () => new A();',
  'src/core/b.ts': 'import { A, made } from "./a"; export const b = made() instanceof A && "bundled b";',
};

test('the command line needs no other file while it is developed', () => {
  const { shared, code, output } = bundled(SOURCES);
  expect([shared, output]).toEqual([[], 'true bundled b\n']);
  expect(code).toContain('bundledA');
});

test('the published command line requires the modules that are in the library, and contains the others', () => {
  const { shared, code, output } = bundled(SOURCES, {
    'lib/core/a/index.js': 'exports.A = class {}; exports.made = () => new exports.A();',
  });
  expect(shared).toEqual(['../../lib/core/a/index']);
  expect(output).toBe('true bundled b\n');
  expect(code).not.toContain('bundledA');
});

test('it is built from the compiled library', () => {
  const { tasks } = JSON.parse(readFileSync(join(root, '.projen', 'tasks.json'), 'utf8'));
  expect(tasks.compile.steps.slice(1, 3)).toEqual([{ exec: 'node projenrc/trim.mjs' }, { exec: 'node projenrc/share.mjs' }]);
});
