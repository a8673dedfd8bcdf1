import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { redirectsCommand } from '../../../src/cli/redirects/main';

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
  const code = await redirectsCommand(args, { out: (text) => { out.push(text); }, err: (text) => { err.push(text); } });
  const shown = (lines: string[]): string[] => lines.map((line) => line.split(`${folder}/`).join(''));
  return { code, out: shown(out), err: shown(err) };
}
