import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../../src/cli/program';
import { run as runProgram } from '../../../src/cli/run';

/** Where the lists of the test in hand are. */
export let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'redirects-')); });
afterEach(() => rmSync(folder, { recursive: true }));

export function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Exit code and what was written, with the folder taken out of it. */
export async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: string[][] = [[], []];
  const terminal = { out: (text: string) => { out.push(text); }, error: (text: string) => { err.push(text); } };
  const code = await runProgram(createProgram(() => '1.2.3', terminal), ['redirects', ...args]);
  const shown = (lines: string[]): string[] => lines.map((line) => line.split(`${folder}/`).join(''));
  return { code, out: shown(out), err: shown(err) };
}
