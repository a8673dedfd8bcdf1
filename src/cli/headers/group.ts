import type { CliCommand } from '../frame/cli-command';

/** Adds the group of the commands on headers of responses. */
export function headersGroup(program: CliCommand): CliCommand {
  return program.command('headers').summary('check the security headers of a response or an app')
    .description('Checks the security headers of a response, a capture of one, or a synthesized app.')
    .explains({ examples: EXAMPLES });
}

const EXAMPLES = ['npx cdk-cloudfront-edge headers check response.txt', 'npx cdk-cloudfront-edge headers help check'];
