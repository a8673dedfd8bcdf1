import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../../src/cli/program';
import { run as runProgram } from '../../../src/cli/run';

/** The folder with the lists of the current test. */
export let folder: string;
beforeEach(() => { folder = mkdtempSync(join(tmpdir(), 'redirects-')); });
afterEach(() => rmSync(folder, { recursive: true }));

export function file(name: string, content: string | Uint8Array): string {
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** Exit code and output, without the name of the folder. */
export async function run(...args: string[]): Promise<{ code: number; out: string[]; err: string[] }> {
  const [out, err]: string[][] = [[], []];
  const terminal = { out: (text: string) => { out.push(text); }, error: (text: string) => { err.push(text); } };
  const code = await runProgram(createProgram(() => '1.2.3', terminal), ['redirects', ...args]);
  const withoutFolder = (lines: string[]): string[] => lines.map((line) => line.split(`${folder}/`).join(''));
  return { code, out: withoutFolder(out), err: withoutFolder(err) };
}
