import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import type { CliCommand, ExitCode } from './frame/cli-command';

/** Does what the arguments say. Resolves to the exit code. */
export async function run(program: CliCommand, args: readonly string[]): Promise<ExitCode> {
  try {
    return await program.execute(args);
  } catch (error) {
    // Where commander would exit: with success after help and the version, with a failure where a command is missing.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** The package's own: two folders up, from `assets/cli` as well as from `lib/cli` and `src/cli`. */
export function packageVersion(): string {
  return String(
    (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version,
  );
}
