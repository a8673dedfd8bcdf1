import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CommanderError } from 'commander';
import type { CliCommand, ExitCode } from './frame/cli-command';

/** Runs the command that the arguments name. Resolves to the exit code. */
export async function run(program: CliCommand, args: readonly string[]): Promise<ExitCode> {
  try {
    return await program.execute(args);
  } catch (error) {
    // Where commander would exit: 0 after the help and the version, otherwise a usage error.
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2;
    throw error;
  }
}

/** The version in package.json, two folders up from `assets/cli` as well as from `src/cli`. */
export function packageVersion(): string {
  return String(
    (JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version,
  );
}
