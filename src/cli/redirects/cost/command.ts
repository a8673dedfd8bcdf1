import { InvalidArgumentError, Option } from 'commander';
import { cost, type CostOptions } from './cost';
import type { CliCommand } from '../../frame/cli-command';
import type { Terminal } from '../../frame/terminal';
import { withFileErrors } from '../file-errors';
import { inputFormat, rootObjectOption, siteHost } from '../options';

export function addCostCommand(group: CliCommand, terminal: Terminal): void {
  group.command('cost').summary('what requests cost with the rules in functions, a key value store or a bucket')
    .description(DESCRIPTION)
    .argument('<files...>', 'lists of redirects, which become one; - is standard input')
    .addOption(new Option('--requests <number>', 'requests in a month').argParser(requests))
    .addOption(new Option('--misses <percent>', 'requests that reach the origin, of a hundred')
      .argParser(percent).default(10))
    .addOption(inputFormat())
    .option('--site-host <host>', 'a host of your site: redirects to it are followed as well; repeatable', siteHost)
    .addOption(rootObjectOption())
    .option('--json', 'print JSON')
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((files: string[], options: CostOptions) => withFileErrors(() => cost(files, options, terminal)));
}

function requests(text: string): number {
  const count = Number(text.replace(/[,_]/g, ''));
  if (/^\d[\d,_]*$/.test(text) && count <= 1e15) return count;
  throw new InvalidArgumentError('Write a number such as 10000000.');
}

function percent(text: string): number {
  const value = Number(text.replace(/%$/, ''));
  if (/^\d+(\.\d+)?%?$/.test(text) && value <= 100) return value;
  throw new InvalidArgumentError('Write a number from 0 to 100.');
}

const DESCRIPTION = 'Prints what a million requests cost with each home of the rules, and which homes the list fits '
  + 'into. Requests and traffic of CloudFront itself are not included: they cost the same with each.';

const EXIT_CODES = {
  0: 'the table is printed', 1: 'the list has errors', 2: 'a file cannot be read',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects cost redirects.json',
  'npx cdk-cloudfront-edge redirects cost redirects.json --requests 50000000 --misses 5 --json',
];

const NOTES = [
  'Every request on the behaviors of an EdgeRedirector runs the function, also those that are not redirected;',
  'on origin events, only those that are not in the cache.',
];
