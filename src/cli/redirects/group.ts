import type { CliCommand } from '../frame/cli-command';

/** Adds the group of the commands on lists of redirects. */
export function redirectsGroup(program: CliCommand): CliCommand {
  return program.command('redirects').summary('check, try out, compare, convert and publish lists of redirects')
    .description(DESCRIPTION)
    .explains({ notes: NOTES, examples: EXAMPLES });
}

const DESCRIPTION = 'Checks a list of redirects, resolves a URL, compares two lists, converts a list to another '
  + 'format, publishes a list, prints what requests cost, and counts in access logs which rules apply.';

const EXAMPLES = [
  'npx cdk-cloudfront-edge redirects check redirects.json',
  'npx cdk-cloudfront-edge redirects resolve redirects.json "https://www.example.com/old-page?utm_source=mail"',
  'npx cdk-cloudfront-edge redirects help resolve',
];

const NOTES = [
  'A list is a file named like redirects.json, redirects.csv or _redirects, or - for standard input.',
  'If the name does not tell the format, add --format json, csv, netlify or cloudflare.',
];
