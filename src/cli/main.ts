import { optimizeLater } from './frame/tiers';
import { endOnClosedOutput, processTerminal } from './process';
import { createProgram } from './program';
import { packageVersion, run } from './run';
import { labelled } from '../core/problem';

const args = process.argv.slice(2);
// A preview answers thousands of requests.
if (args[0] !== 'preview') optimizeLater();
endOnClosedOutput();
run(createProgram(packageVersion, processTerminal, args), args).then(
  (code) => { process.exitCode = code; },
  (error: unknown) => {
    const heading = labelled({ message: 'cdk-cloudfront-edge failed', code: 'EDGE_CLI_FAULT' });
    processTerminal.error(`${heading}\n${error instanceof Error ? error.stack : String(error)}`);
    process.exitCode = 70;
  },
);
