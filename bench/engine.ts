import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildSync } from 'esbuild';
import type { RedirectMatcher, RuleFormat } from '../src/core/redirects/rule/types.js';

/** Reader and writer of a tree. */
export interface Engine {
  readonly compile: (text: string, format: RuleFormat) => Uint8Array;
  readonly openProgram: (program: Uint8Array) => RedirectMatcher;
}

/** Folders of the modules that are measured: now, and before the engine was divided into folders. */
const LAYOUTS = [
  { rank: 'traits/precedence', write: 'program/write/program', open: 'program/read/open' },
  { rank: 'compile/rank', write: 'compile/write', open: 'program/open' },
];

/** The path of the reader of a tree. */
export function readerOf(root: string): string {
  return `./src/core/redirects/${layoutOf(root).open}`;
}

function layoutOf(root: string): (typeof LAYOUTS)[number] {
  const layout = LAYOUTS.find(({ open }) => existsSync(join(root, `src/core/redirects/${open}.ts`)));
  if (layout === undefined) throw new Error(`${root} has no redirect engine where this bench looks for it`);
  return layout;
}

/** The engine of a tree, bundled as it ships. */
export function engineOf(root: string): Engine {
  const { rank, write, open } = layoutOf(root);
  const contents = `
    import { ranked } from './src/core/redirects/${rank}';
    import { writeProgram } from './src/core/redirects/${write}';
    import { parseRules } from './src/core/redirects/parse';
    export { openProgram } from './src/core/redirects/${open}';
    export function compile(text, format) {
      const { rules, problems } = parseRules(text, { format });
      if (rules.length === 0) throw new Error(problems[0]?.message);
      return writeProgram(rules, ranked(rules), []);
    }`;
  const {
    outputFiles: [file],
  } = buildSync({
    stdin: { contents, resolveDir: root, loader: 'ts' },
    bundle: true,
    minify: true,
    format: 'cjs',
    platform: 'node',
    target: 'node22',
    write: false,
  });
  const load = (): Engine => {
    const module = { exports: {} as Engine };
    new Function('module', 'exports', file.text)(module, module.exports);
    return module.exports;
  };
  // Two copies: V8 would optimize the code that the reader shares with the writer for both.
  return { compile: load().compile, openProgram: load().openProgram };
}

/** The sources of a commit, in a folder of their own. */
export function treeOf(commit: string): string {
  const root = mkdtempSync(join(tmpdir(), 'bench-'));
  execFileSync('tar', ['-x', '-C', root], {
    input: execFileSync('git', ['archive', commit, 'src', 'tsconfig.json'], { maxBuffer: 1e9 }),
  });
  return root;
}
