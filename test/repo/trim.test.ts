import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const root = join(__dirname, '..', '..');

let lib: string;
beforeEach(() => { lib = mkdtempSync(join(tmpdir(), 'lib-')); });
afterEach(() => rmSync(lib, { recursive: true, force: true }));

function trim(files: Record<string, string>, ...args: string[]) {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(dirname(join(lib, file)), { recursive: true });
    writeFileSync(join(lib, file), text);
  }
  return spawnSync('node', ['projenrc/trim.mjs', lib, ...args], { cwd: root, encoding: 'utf8' });
}
const kept = (...files: string[]) => files.filter((file) => existsSync(join(lib, file)));

test('modules that are required and declarations that are named stay, each for itself', () => {
  const { status } = trim({
    'index.js': 'require("./a"); require("node:fs");',
    'index.d.ts': 'export * from "./b"; import type { App } from "aws-cdk-lib";',
    'a.js': 'function later() { return require("./deep/c"); }',
    'a.d.ts': 'export {};',
    'b.js': '',
    'b.d.ts': 'export declare const x: import("./deep").D;',
    'deep/c.js': 'require("../a");',
    'deep/c.d.ts': 'export {};',
    'deep/index.js': '',
    'deep/index.d.ts': 'export interface D {}',
    'left/behind.js': 'require("../index");',
  });
  expect(status).toBe(0);
  expect(kept('index.js', 'a.js', 'deep/c.js')).toHaveLength(3);
  expect(kept('index.d.ts', 'b.d.ts', 'deep/index.d.ts')).toHaveLength(3);
  expect(kept('a.d.ts', 'b.js', 'deep/c.d.ts', 'deep/index.js', 'left/behind.js')).toEqual([]);
});

test('comments leave modules and stay in public declarations; what only looks like one is kept', () => {
  const code = [
    '"use strict";', 'const url = \'https://example.com/*\'; // why', '/** what */', 'const quotes = /["\']\\/\\//g;',
    'const text = `// ${url /* removed */} \\u2026`;',
  ].join('\n');
  const internal = ['core/a.d.ts', 'attach/slots/a.d.ts', 'preview/assembly/a.d.ts'];
  trim({
    'index.js': code,
    'index.d.ts': `/** for users */\n${internal.map((file) => `export * from "./${file.slice(0, -5)}";`).join('\n')}`,
    ...Object.fromEntries(internal.map((file) => [file, '/** internal */\nexport declare const a: string;'])),
  });
  for (const file of internal) {
    expect(readFileSync(join(lib, file), 'utf8').trim()).toBe('export declare const a: string;');
  }
  expect(readFileSync(join(lib, 'index.js'), 'utf8').trim().split('\n')).toEqual([
    '"use strict";', 'const url = "https://example.com/*", quotes = /["\']\\/\\//g, text = `// ${url} \\u2026`;',
  ]);
  expect(readFileSync(join(lib, 'index.d.ts'), 'utf8')).toContain('/** for users */');
});

test('a module that is not there ends the build', () => {
  const { status, stderr } = trim({ 'index.js': 'require("./gone")', 'index.d.ts': '' });
  expect(status).not.toBe(0);
  expect(stderr).toContain('gone.js');
});

test('a module of an earlier build, which is a folder now, does not stand before the folder', () => {
  const src = join(lib, 'src');
  mkdirSync(join(src, 'problem'), { recursive: true });
  for (const file of ['index.ts', 'problem/index.ts']) writeFileSync(join(src, file), '');
  const files = {
    'index.js': 'require("./problem");',
    'index.d.ts': 'export * from "./problem";',
    'problem.js': 'exports.old = 1;',
    'problem.d.ts': 'export {};',
    'problem/index.js': '',
    'problem/index.d.ts': 'export {};',
  };
  expect(trim(files, src).status).toBe(0);
  expect(kept('problem.js', 'problem.d.ts')).toEqual([]);
  expect(kept('index.js', 'index.d.ts', 'problem/index.js', 'problem/index.d.ts')).toHaveLength(4);
});
