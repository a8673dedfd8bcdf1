// The time to read, check and compile long lists, compared with a commit: `npm run bench -- compile [COMMIT] [WORD]`.
// Without a commit it is the one before; WORD selects the lists whose names contain it. Processor time, once for each
// list, in a separate process.
import { execFileSync, spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, symlinkSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { SHAPES } from './compile-shapes';

const root = fileURLToPath(new URL('..', import.meta.url));
/** The time after which the list of a commit is stopped. */
const MOST_MS = 300_000;

if (process.argv[2] === '--one') await one(process.argv[3], Number(process.argv[4]));
else compare(process.argv[2] ?? 'HEAD~1', process.argv[3] ?? '');

/** Compiles one list with the sources in a folder and prints the milliseconds. */
async function one(folder: string, shape: number): Promise<void> {
  process.setSourceMapsEnabled(false); // which tsx turns on
  const load = async (path: string) => import(join(folder, 'src', 'core', 'redirects', path));
  // The folder before the engine was divided into folders.
  const face = existsSync(join(folder, 'src', 'core', 'redirects', 'compile.ts')) ? 'compile.ts' : 'compile/index.ts';
  const [{ parseRules }, { compileRules }] = [await load('parse.ts'), await load(face)];
  const { format, text } = SHAPES[shape];
  const start = process.cpuUsage();
  compileRules(parseRules(text, { format }).rules);
  const { user, system } = process.cpuUsage(start);
  console.log((user + system) / 1000);
}

function compare(commit: string, word: string): void {
  const before = mkdtempSync(join(tmpdir(), 'bench-compile-'));
  try {
    execFileSync('git', ['worktree', 'add', '--detach', '--quiet', join(before, 'tree'), commit], { cwd: root });
    symlinkSync(join(root, 'node_modules'), join(before, 'tree', 'node_modules'));
    console.log(`milliseconds of processor time, with ${commit} and with this tree`);
    SHAPES.forEach(({ name, rules }, shape) => {
      if (!name.includes(word)) return;
      const [old, now] = [measure(join(before, 'tree'), shape), measure(root, shape)];
      const times = old === undefined || now === undefined ? '' : `  ${(old / now).toFixed(1)} times as fast`;
      console.log(
        `${`${rules.toLocaleString('en')} ${name}`.padEnd(36)} ${shown(old).padStart(9)} `
          + `${shown(now).padStart(9)}${times}`,
      );
    });
  } finally {
    spawnSync('git', ['worktree', 'remove', '--force', join(before, 'tree')], { cwd: root });
    rmSync(before, { recursive: true, force: true });
  }
}

function measure(folder: string, shape: number): number | undefined {
  const args = ['--import', 'tsx', fileURLToPath(import.meta.url), '--one', folder, String(shape)];
  const { status, stdout } = spawnSync('node', args, { cwd: root, encoding: 'utf8', timeout: MOST_MS });
  return status === 0 ? Number(stdout) : undefined;
}

function shown(ms: number | undefined): string {
  return ms === undefined ? `> ${MOST_MS / 1000} s` : ms.toFixed(0);
}
