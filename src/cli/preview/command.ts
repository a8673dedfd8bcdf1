import { Option } from 'commander';
import { besideOptions } from './beside';
import {
  folderName, originTarget, parameterValue, portNumber, PreviewArguments, previewOptions, runCommand, storeFile,
} from './options';
import { preview } from './serve';
import type { CliCommand } from '../frame/cli-command';
import { collect } from '../frame/collect';
import type { Terminal } from '../frame/terminal';

export function addPreviewCommand(program: CliCommand, terminal: Terminal): void {
  program.command('preview').summary('serve the distribution of a synthesized app on this machine')
    .description(DESCRIPTION)
    .argument('[cdk.out]', 'the folder that "npx cdk synth" wrote, or a template file', folderName, 'cdk.out')
    .option('--distribution <id>', 'construct path or logical id of the distribution; required if there are several')
    .option('--origin <id=target>', ORIGIN, originTarget)
    .option('--parameter <name=value>', PARAMETER, parameterValue)
    .option('--store <id=file>', STORE, storeFile)
    .option('--block <kind:pattern>', BLOCK, collect)
    .option('--fault <target=fault>', FAULT, collect)
    .option('--country <code>', COUNTRY)
    .addOption(new Option('--port <number>', '0 takes any free port').argParser(portNumber).default(8080))
    .option('--host <host>', 'a loopback host name or IP address (default: 127.0.0.1)')
    .option('--host-header <alias>', HOST_HEADER)
    .option('--tls', TLS)
    .option('--run <id=command>', RUN, runCommand)
    .option('--watch [command]', WATCH)
    .option('--access-log <file>', "append a line for each request to a file, as CloudFront's standard logs have it")
    .addOption(new Option('--access-log-format <format>', 'of its lines: legacy, or json of version 2')
      .choices(['legacy', 'json']).default('legacy'))
    .option('--strict', STRICT)
    .addOption(new Option('--viewer-protocol <protocol>', VIEWER_PROTOCOL).choices(['http', 'https']))
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((folder: string, options: PreviewArguments) => (
      preview(previewOptions(folder, options), terminal, besideOptions(options))));
}

const DESCRIPTION = 'Serves the CloudFront distribution of a synthesized CDK app on this machine: '
  + 'behaviors, functions, error pages, headers. Run "npx cdk synth" first.';

const ORIGIN = 'serve an origin from a folder or a URL; repeatable. The id is the domain name or id of the origin, '
  + 'or the logical id or construct path of the bucket. Not needed for buckets that a BucketDeployment fills';

const PARAMETER = 'the value of a parameter of the template, as STACK:NAME=VALUE if only one stack is meant; '
  + 'repeatable. For a parameter of AWS Systems Manager, the value that it has';

const STORE = 'serve a key value store from a file, which each request sees as it is then; repeatable. The id is the '
  + 'logical id or construct path of the store, and ID:PREFIX for a list with a prefix. The file is a list of '
  + 'redirects, or has the entries in the form that CloudFront imports';

const BLOCK = 'block requests as AWS would; repeatable. The kind is waf, geo or signed-url: waf:/wp-admin/*. '
  + 'waf:/search*=429:Slow down is a custom response, and @10% at the end a share of the requests';

const FAULT = 'let an origin fail; repeatable. The target is an origin or a path pattern, the fault status:503, '
  + 'delay:2s or reset: /api/*=delay:2s,status:503. @10% at the end is a share of the '
  + 'attempts, @1x the first one alone';

const COUNTRY = 'the country of viewers, such as DE: for the geographic restriction and for headers';

const HOST_HEADER = 'use this alias of the distribution as the host of requests, to try rules for a host or a '
  + 'Content-Security-Policy';

const RUN = 'run a server that stands for an origin, such as the code behind a function URL or an HTTP API; '
  + 'repeatable. The id is as for --origin. Its port is in the environment variable PORT; it ends with the preview';

const WATCH = 'read the app again when it is synthesized, and serve on what was read before if it has errors. With a '
  + 'command such as "npx cdk synth", run it whenever a file of the current folder changes';

const TLS = 'serve HTTPS, with HTTP/2 and HTTP/1.1, with a certificate that is made at the start and signed with its '
  + 'own key; browsers ask whether to trust it';

const STRICT = 'answer as CloudFront does where a function does what it refuses: 502 or 503 with its page. Without it, '
  + 'that is a warning, and the rest of the result is used';

const VIEWER_PROTOCOL = 'what requests are treated as: with http, viewer protocol policies redirect to HTTPS or refuse '
  + '(default: https; with --strict, the protocol of the connection)';

const EXIT_CODES = {
  0: 'it was stopped by Ctrl-C or SIGTERM',
  1: 'it cannot serve the app',
  2: 'an option is wrong, or names what the app does not have',
};

const EXAMPLES = [
  'npx cdk-cloudfront-edge preview',
  'npx cdk-cloudfront-edge preview cdk.out --port 9000 --origin www.example.com=./dist',
  'npx cdk-cloudfront-edge preview --parameter ApiDomain=api.example.com',
  'npx cdk-cloudfront-edge preview --store MyStack/Rules=redirects.json',
  'npx cdk-cloudfront-edge preview --host-header www.example.com',
  'npx cdk-cloudfront-edge preview --watch "npx cdk synth --quiet"',
  'npx cdk-cloudfront-edge preview --access-log access.log',
  'npx cdk-cloudfront-edge preview --origin api.example.com=http://127.0.0.1:3000',
  'npx cdk-cloudfront-edge preview --run api.example.com="node server.js"',
  "npx cdk-cloudfront-edge preview --block 'waf:/wp-admin/*' --block 'geo:/de/*'",
  "npx cdk-cloudfront-edge preview --fault '/api/*=status:503@10%' --country DE",
];

const NOTES = [
  'Without --tls the preview speaks plain HTTP. Without --strict it treats each request as HTTPS.',
  'Headers such as CloudFront-Viewer-Country are taken from the request, so that you can try them: curl -H ...',
  'Each request prints a line with the stages that acted on it.',
];
