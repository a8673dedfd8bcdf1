import { Option } from 'commander';
import { folderName, originTarget, portNumber, PreviewArguments, previewOptions } from './options';
import { preview } from './serve';
import type { CliCommand } from '../frame/cli-command';
import { collect } from '../frame/collect';
import type { Terminal } from '../frame/terminal';

export function addPreviewCommand(program: CliCommand, terminal: Terminal): void {
  program.command('preview').summary('serve the distribution of a synthesized app on this machine')
    .description(DESCRIPTION)
    .argument('[cdk.out]', 'the folder that "npx cdk synth" wrote', folderName, 'cdk.out')
    .option('--distribution <id>', 'which distribution, by construct path or logical id; needed when there are several')
    .option('--origin <id=target>', ORIGIN, originTarget)
    .option('--block <kind:pattern>', BLOCK, collect)
    .addOption(new Option('--port <number>', '0 takes any free port').argParser(portNumber).default(8080))
    .option('--host <host>', 'only addresses of this machine (default: 127.0.0.1)')
    .option('--host-header <alias>', HOST_HEADER)
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((folder: string, options: PreviewArguments) => preview(previewOptions(folder, options), terminal));
}

const DESCRIPTION = 'Serves the CloudFront distribution of a synthesized CDK app on this machine: '
  + 'behaviors, functions, error pages, headers. Run "npx cdk synth" first.';

const ORIGIN = 'serve an origin from a folder or a URL; repeatable. The id is the domain name or id of the origin, '
  + 'or the logical id or construct path of the bucket. Buckets filled by a BucketDeployment need none';

const BLOCK = 'refuse requests as AWS would; repeatable. The kind is waf, geo or signed-url: waf:/wp-admin/*';

const HOST_HEADER = 'answer as if viewers had opened the site by this alias of the distribution, for rules for a host '
  + 'and for a Content-Security-Policy';

const EXIT_CODES = {
  0: 'it was stopped, by Ctrl-C or SIGTERM',
  1: 'it cannot serve this',
  2: 'the command line cannot be understood',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge preview',
  'npx cdk-cloudfront-edge preview cdk.out --port 9000 --origin www.example.com=./dist',
  'npx cdk-cloudfront-edge preview --host-header www.example.com',
  'npx cdk-cloudfront-edge preview --origin api.example.com=http://127.0.0.1:3000',
  "npx cdk-cloudfront-edge preview --block 'waf:/wp-admin/*' --block 'geo:/de/*'",
];

const NOTES = [
  'The preview speaks plain HTTP and behaves as if the viewer came by HTTPS: the viewer protocol policy does nothing.',
  'A CloudFront-Viewer-Country header (and its like) of a request is believed, so that you can try one: curl -H ...',
  'Each request prints a line with what acted on it.',
];
