import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createProgram } from '../../../src/cli/program';
import { run } from '../../../src/cli/run';

export const folder = mkdtempSync(join(tmpdir(), 'explain-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

export async function explained(source: string, ...options: string[]) {
  const printed = { out: '', error: '' };
  const terminal = {
    out: (text: string) => { printed.out += `${text}\n`; }, error: (text: string) => { printed.error += `${text}\n`; },
  };
  const args = ['explain', source, ...options];
  return { code: await run(createProgram(() => '1.2.3', terminal, args), args), ...printed };
}

let count = 0;
export function file(text: string | Buffer): string {
  const path = join(folder, `${count++}.txt`);
  writeFileSync(path, text);
  return path;
}

export async function json(
  source: string,
  ...options: string[]
): Promise<{ code: number; error: string; list: any[] }> {
  const { code, out, error } = await explained(source, '--json', ...options);
  return { code, error, list: JSON.parse(out || '[]') };
}
