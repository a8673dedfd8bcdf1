import { previewCommand } from './preview/main';
import { endOnClosedOutput, processTerminal } from './process';
import { redirectsCommand } from './redirects/main';
import { run, type Commands } from './run';

/** Every command is one line here. */
const COMMANDS: Commands = {
  preview: previewCommand,
  redirects: {
    summary: 'check, try out, compare and convert redirect files',
    run: async (args, terminal) => redirectsCommand([...args], { out: (line) => terminal.out(line), err: (line) => terminal.error(line) }),
  },
};

endOnClosedOutput();
run(COMMANDS, process.argv.slice(2), processTerminal).then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    processTerminal.error(`cdk-cloudfront-edge failed  [EDGE_CLI_FAULT]\n${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 70;
  },
);
