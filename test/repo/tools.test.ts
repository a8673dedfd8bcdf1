import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';

const root = join(__dirname, '..', '..');

let checkout: string;
beforeEach(() => { checkout = mkdtempSync(join(tmpdir(), 'tools-')); });
afterEach(() => rmSync(checkout, { recursive: true, force: true }));

/** A checkout with these sources. */
function checkOut(sources: Record<string, string>) {
  for (const [file, text] of Object.entries({ 'src/preview/edge/worker.ts': '', 'tsconfig.json': '{}', ...sources })) {
    mkdirSync(dirname(join(checkout, file)), { recursive: true });
    writeFileSync(join(checkout, file), text);
  }
  symlinkSync(join(root, 'node_modules'), join(checkout, 'node_modules'));
}

function node(...args: string[]) {
  return spawnSync('node', args, { cwd: checkout, encoding: 'utf8' });
}

/** Bundles the tools, as is done during development. */
function bundle(sources: Record<string, string>) {
  checkOut(sources);
  const script = `import { bundleTools } from ${JSON.stringify(pathToFileURL(join(root, 'projenrc/tools.mjs')))};`
    + "await bundleTools('assets/cli');";
  expect(node('--input-type=module', '-e', script).stderr).toBe('');
}

/** Merges the tools with the compiled library, as is done for the package. */
function merge(files: Record<string, string>) {
  checkOut(files);
  return node(join(root, 'projenrc/share.mjs'));
}

const textOf = (folder: string) => readdirSync(join(checkout, folder), { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.js')).map((file) => readFileSync(join(checkout, folder, file), 'utf8')).join('\n');

const SOURCES = {
  'src/cli/main.ts': 'import { A, made } from "../core/a"; import { b } from "../core/b"; console.log(made() instanceof A, b);',
  'src/core/a/index.ts': 'export class A { fromSource() {} } export const made = () => new A();',
  'src/core/b.ts': 'import { A, made } from "./a"; export const b = made() instanceof A && "bundled b";',
};

const COMMANDS = {
  'src/cli/main.ts': 'import { shared } from "./shared"; shared();'
    + "console.log(process.argv[2] === 'one' ? require('./group/one').name : require('./two').name);",
  'src/cli/group/one.ts': 'import { shared } from "../shared"; console.log("one is loaded"); shared(); export const name = "first";',
  'src/cli/two.ts': 'import { shared } from "./shared"; console.log("two is loaded"); shared(); export const name = "second";',
  'src/cli/shared.ts': 'console.log("shared is loaded"); export const shared = () => undefined;',
};

describe('the command line', () => {
  test('needs no other file while it is developed', () => {
    bundle(SOURCES);
    cpSync(join(checkout, 'assets/cli'), join(checkout, 'elsewhere'), { recursive: true });
    rmSync(join(checkout, 'src'), { recursive: true });
    expect(node('elsewhere/main.js').stdout).toBe('true bundled b\n');
  });

  test('loads the code of the command that runs, and what commands share once', () => {
    bundle(COMMANDS);
    expect(node('assets/cli/main.js', 'one').stdout).toBe('shared is loaded\none is loaded\nfirst\n');
    expect(node('assets/cli/main.js', 'two').stdout).toBe('shared is loaded\ntwo is loaded\nsecond\n');
  });

  test('never loads what commander needs to start programs', () => {
    bundle({ 'src/cli/main.ts': "import { Command } from 'commander'; new Command('a').parse(['x', 'y']); console.log('parsed');" });
    expect(node('assets/cli/main.js').stdout).toBe('parsed\n');
    expect(textOf('assets/cli')).not.toContain('child_process');
  });
});

describe('the package', () => {
  const LIB = {
    'lib/index.js': 'var a = require("./core/a"); exports.A = a.A; exports.only = () => require("./only").only;',
    'lib/only.js': 'exports.only = "in the library only";',
    'lib/core/a/index.js': 'exports.A = class { compiled() {} }; exports.made = () => new exports.A();',
  };

  test('has each module once, for the library and the command line', () => {
    const { stdout, stderr } = merge({ ...SOURCES, ...LIB });
    expect(stderr).toBe('');
    expect(stdout).toMatch(/^lib: 3 modules in 2 files; assets\/cli: 1 files\n$/);
    expect(node('assets/cli/main.js').stdout).toBe('true bundled b\n');
    expect((textOf('lib') + textOf('assets')).split('compiled()')).toHaveLength(2);
    expect(textOf('lib') + textOf('assets')).not.toContain('fromSource');
    expect(textOf('assets')).not.toContain('in the library only');
    expect(node('-e', "const { A, only } = require('./lib/index.js'); console.log(new A().compiled.name, only())").stdout)
      .toBe('compiled in the library only\n');
  });

  test('can be imported by ES modules with the names of its exports', () => {
    merge({ ...SOURCES, ...LIB });
    const script = "import all, { A, only } from './lib/index.js'; console.log(only(), Object.keys(all), all.A === A);";
    expect(node('--input-type=module', '-e', script).stdout).toBe("in the library only [ 'A', 'only' ] true\n");
  });

  test('keeps the names of the library for stack traces', () => {
    merge({ ...SOURCES, ...LIB, 'lib/only.js': 'function longName() { return new Error().stack; } exports.only = longName();' });
    expect(node('-p', "require('./lib/index.js').only()").stdout).toMatch(/at longName \(.*index\.js:\d+.*\n.*at lib.only\.js /);
  });

  test('is only made of a library that has just been compiled', () => {
    merge({ ...SOURCES, ...LIB });
    const { status, stderr } = node(join(root, 'projenrc/share.mjs'));
    expect([status, stderr]).toEqual([1, expect.stringContaining('lib/ is merged already: compile it first')]);
    expect(node('assets/cli/main.js').stdout).toBe('true bundled b\n');
  });

  test('is made of the compiled library', () => {
    const { tasks } = JSON.parse(readFileSync(join(root, '.projen', 'tasks.json'), 'utf8'));
    expect(tasks.compile.steps.slice(1, 4)).toEqual([{ exec: 'tsc -p tsconfig.testing.json' }, { exec: 'node projenrc/trim.mjs' }, { exec: 'node projenrc/share.mjs' }]);
  });
});
