// Processor time and memory of `redirects check`, compared with a commit: npm run bench -- check [COMMIT] [WORD|FILE]
// Without a commit it is the one before; WORD selects the lists whose names contain it, FILE is a list of your own.
// Each tool is bundled as it ships and run in turn, its start included. BENCH_RULES replaces the million.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { checkLists, listOfFile, type CheckList } from './check-lists';
import { median } from './measure';

const root = fileURLToPath(new URL('..', import.meta.url));
const [commit = 'HEAD~1', wanted = ''] = process.argv.slice(2);
/** A list that takes a moment is checked so many times. */
const ROUNDS = 11;
const LONG_LIST = 10_000;

/** What one run of the tool took. */
interface Usage {
  readonly cpuMs: number;
  readonly peakMb: number;
}

const folder = mkdtempSync(join(tmpdir(), 'bench-check-'));
try {
  const hook = join(folder, 'usage.cjs');
  writeFileSync(hook, `process.on('exit', () =>
    require('fs').writeFileSync(process.env.BENCH_USAGE, JSON.stringify(process.resourceUsage())));`);
  const tools = [before(join(folder, 'before')), await now(join(folder, 'now'))];
  console.log(`processor time and peak memory of redirects check, with ${commit} and with this tree`);
  for (const list of listsWanted()) {
    const file = join(folder, list.file);
    writeFileSync(file, list.text());
    const rounds = Array.from({ length: list.rules < LONG_LIST ? ROUNDS : 1 }, () =>
      tools.map((tool) => run(hook, tool, [...list.options, file])));
    console.log(lineOf(list, rounds));
    rmSync(file);
  }
} finally {
  spawnSync('git', ['worktree', 'remove', '--force', join(folder, 'before')], { cwd: root });
  rmSync(folder, { recursive: true, force: true });
}

function listsWanted(): CheckList[] {
  if (existsSync(wanted)) return [listOfFile(wanted)];
  return checkLists(Number(process.env.BENCH_RULES ?? 1_000_000)).filter(({ name }) => name.includes(wanted));
}

/** The tool of the commit, bundled by its own script. */
function before(tree: string): string {
  execFileSync('git', ['worktree', 'add', '--detach', '--quiet', tree, commit], { cwd: root });
  symlinkSync(join(root, 'node_modules'), join(tree, 'node_modules'));
  execFileSync('node', ['projenrc/bundle.mjs'], { cwd: tree, stdio: 'ignore' });
  return join(tree, 'assets', 'cli', 'main.js');
}

/** The tool of this tree, beside its assets and not among them: tests may be using those. */
async function now(tree: string): Promise<string> {
  const { bundleTools } = (await import(join(root, 'projenrc', 'tools.mjs'))) as {
    bundleTools: (folder: string) => Promise<unknown>;
  };
  mkdirSync(tree);
  await bundleTools(join(tree, 'assets', 'cli'));
  return join(tree, 'assets', 'cli', 'main.js');
}

function run(hook: string, tool: string, args: readonly string[]): Usage {
  const usage = join(folder, 'usage.json');
  const { status, stderr } = spawnSync('node', ['--require', hook, tool, 'redirects', 'check', ...args], {
    env: { ...process.env, BENCH_USAGE: usage },
    stdio: ['ignore', 'ignore', 'pipe'],
    encoding: 'utf8',
  });
  // Errors in the list are a result as well.
  if (status !== 0 && status !== 1) throw new Error(`${tool} ended with ${status}: ${stderr}`);
  const { userCPUTime, systemCPUTime, maxRSS } = JSON.parse(readFileSync(usage, 'utf8')) as NodeJS.ResourceUsage;
  return { cpuMs: (userCPUTime + systemCPUTime) / 1000, peakMb: maxRSS / 1024 };
}

function lineOf({ name, rules }: CheckList, rounds: readonly Usage[][]): string {
  const of = (tool: number, key: keyof Usage): number => median(rounds.map((round) => round[tool][key]));
  const compared = (key: keyof Usage, unit: (value: number) => string): string =>
    `${unit(of(0, key)).padStart(9)} ${unit(of(1, key)).padStart(9)} ×${(of(1, key) / of(0, key)).toFixed(2)}`;
  const time = (ms: number): string => (ms < 1000 ? `${ms.toFixed(0)} ms` : `${(ms / 1000).toFixed(1)} s`);
  return `${`${rules.toLocaleString('en')} ${name}`.padEnd(36)} ${compared('cpuMs', time)}  `
    + compared('peakMb', (mb) => `${mb.toFixed(0)} MB`);
}
