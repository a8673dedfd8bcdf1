import type { Terminal } from './frame/terminal';

/** The process as a terminal. */
export const processTerminal: Terminal = {
  out: (line) => void process.stdout.write(`${line}\n`),
  error: (line) => void process.stderr.write(`${line}\n`),
};

/**
 * A reader that goes away (`| head`) ends the tool quietly. What was found out stands: `set -o pipefail` must not take
 * a list with errors for a sound one.
 */
export function endOnClosedOutput(): void {
  process.stdout.on('error', (error: NodeJS.ErrnoException) => {
    // The exit code comes with the end of the command, which has not been noticed yet.
    if (error.code === 'EPIPE') return void setImmediate(() => process.exit(process.exitCode ?? 0));
    processTerminal.error(`cdk-cloudfront-edge: the output cannot be written: ${error.message}  [EDGE_CLI_OUTPUT]`);
    process.exit(1);
  });
  // Nobody is left to be told.
  process.stderr.on('error', () => undefined);
}
