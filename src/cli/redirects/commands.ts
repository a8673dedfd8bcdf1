import { addCheckCommand } from './check';
import { addConvertCommand } from './convert';
import { addCostCommand } from './cost/command';
import { addDiffCommand } from './diff';
import { addPublishCommand } from './publish/command';
import { addResolveCommand } from './resolve';
import type { CliCommand } from '../frame/cli-command';
import { addHelpCommand } from '../frame/help-command';
import type { Terminal } from '../frame/terminal';

export function addRedirectsCommands(program: CliCommand, terminal: Terminal): void {
  const group = program.command('redirects').summary('check, try out, compare and convert lists of redirects')
    .description('Checks a list of redirects, resolves a URL, compares two lists, converts a list to another format.')
    .explains({ notes: NOTES, examples: EXAMPLES });
  for (const add of [addCheckCommand, addResolveCommand, addDiffCommand, addConvertCommand, addPublishCommand,
    addCostCommand]) add(group, terminal);
  addHelpCommand(group);
}

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects check redirects.json',
  'npx cdk-cloudfront-edge redirects resolve redirects.json "https://www.example.com/old-page?utm_source=mail"',
  'npx cdk-cloudfront-edge redirects help resolve',
];

const NOTES = [
  'A list is a file named like redirects.json, redirects.csv or _redirects, or - for standard input.',
  'If the name does not tell the format, add --format json, csv, netlify or cloudflare.',
];
