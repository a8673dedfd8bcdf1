import { CommanderError, Option } from 'commander';
import { addCommands } from './commands';
import { CliCommand } from './frame/cli-command';
import type { Terminal } from './frame/terminal';

/**
 * The tool, with the command that the arguments begin with, or with all of them. The version is read only if an option
 * shows it.
 */
export function createProgram(version: () => string, terminal: Terminal, args: readonly string[] = []): CliCommand {
  const program = new CliCommand('cdk-cloudfront-edge', terminal)
    .description('Redirects, security headers and a local CloudFront for CDK apps.')
    .option('-V, --version', 'show the version')
    // npm, node and tsc show the version with -v.
    .addOption(new Option('-v').hideHelp())
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES });
  const show = (): never => {
    terminal.out(version());
    throw new CommanderError(0, 'commander.version', 'shown');
  };
  program.on('option:version', show).on('option:v', show);
  addCommands(program, terminal, args);
  return program;
}

const EXIT_CODES = {
  0: 'done',
  1: 'problems were found, or the command failed',
  2: 'the command line cannot be understood, or a file that it names cannot be used',
  70: 'the tool itself failed',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects check redirects.json',
  'npx cdk-cloudfront-edge help redirects check',
];

const NOTES = [
  'Results go to standard output, everything else to standard error. After --, nothing is an option.',
  'If an option that takes one value is given twice, the last value counts.',
];
