import type { Terminal } from './frame/terminal';
import { labelled } from '../core/problem';

/** Standard output and standard error of the process. */
export const processTerminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * Ends the tool quietly if its reader goes away (`| head`). The exit code stays that of the command, so that
 * `set -o pipefail` does not take a list with errors for a valid one.
 */
export function endOnClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The exit code is set when the command has ended, which may be in the next turn of the event loop.
    if (error.code === 'EPIPE') return void setImmediate(() => process.exit(process.exitCode ?? 0));
    const message = `the output cannot be written: ${error.message}`;
    processTerminal.error(labelled({ path: 'cdk-cloudfront-edge', message, code: 'EDGE_CLI_OUTPUT' }));
    process.exit(1);
  });
  // There is nowhere left to report it.
  process.stderr.on('error', () => undefined);
}
