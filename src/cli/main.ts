import { endOnClosedOutput, processTerminal } from './process';
import { createProgram } from './program';
import { packageVersion, run } from './run';

endOnClosedOutput();
run(createProgram(packageVersion, processTerminal), process.argv.slice(2)).then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    processTerminal.error(
      `cdk-cloudfront-edge failed  [EDGE_CLI_FAULT]\n${error instanceof Error ? error.stack : String(error)}`,
    );
    process.exitCode = 70;
  },
);
