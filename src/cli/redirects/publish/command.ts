import { InvalidArgumentError, Option } from 'commander';
import { publish, type PublishOptions } from './publish';
import { declaredReads, objectPlace, storeArn, storePrefix } from './target';
import type { CliCommand } from '../../frame/cli-command';
import type { Terminal } from '../../frame/terminal';
import { eventOption, inputFormat, kindsOption, rootObjectOption, siteHost } from '../options';

export function addPublishCommand(group: CliCommand, terminal: Terminal): void {
  group.command('publish').summary('write a list to a key value store or a bucket, where functions read it')
    .description(DESCRIPTION)
    .argument('<files...>', 'lists of redirects, which become one; - is standard input')
    .addOption(new Option('--kvs <arn>', 'the CloudFront KeyValueStore that has the rules').argParser(storeArn))
    .option('--prefix <text>', 'the prefix of the list in the store, if the EdgeRedirector has one', storePrefix)
    .addOption(kindsOption('; by default as in the last run'))
    .addOption(new Option('--s3 <uri>', 'the object that has the rules').argParser(objectPlace).conflicts('kvs'))
    .option('--allow-empty', 'publish a list that redirects nothing any more')
    .option('--dry-run', 'print what would change, and write nothing')
    .addOption(new Option('--wait <seconds>', 'time between writing new keys and deleting old ones')
      .argParser(seconds).default(10))
    .addOption(inputFormat())
    .option('--site-host <host>', 'a host of your site: redirects to it are followed as well; repeatable', siteHost)
    .addOption(rootObjectOption())
    .addOption(eventOption())
    .addOption(new Option('--reads <parts>', 'what the source declares that rules read, on an origin event: '
      + 'query,country,cookie:plan; by default query').argParser(declaredReads))
    .option('--json', 'print JSON')
    .explains({ exitCodes: EXIT_CODES, examples: EXAMPLES, notes: NOTES })
    .executes((files: string[], options: PublishOptions) => publish(files, options, terminal));
}

function seconds(text: string): number {
  if (/^\d{1,3}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('Write a number of seconds from 0 to 999.');
}

const DESCRIPTION = 'Checks lists of redirects and writes them to where the functions of an EdgeRedirector read them, '
  + 'without a deployment. Nothing is written if a list has errors, or if nothing has changed.';

const EXIT_CODES = {
  0: 'the list is published, or was before',
  1: 'the list has errors or no rule that applies, so nothing was written; or AWS refused a call, so run it again',
  2: 'a file cannot be read, or the AWS SDK is not installed',
};

const STORE = 'arn:aws:cloudfront::123456789012:key-value-store/a1b2c3d4-5678-90ab-cdef-EXAMPLE11111';

const EXAMPLES = [
  `npx cdk-cloudfront-edge redirects publish redirects.json --kvs ${STORE} --dry-run`,
  `npx cdk-cloudfront-edge redirects publish redirects.json --kvs ${STORE}`,
  'npx cdk-cloudfront-edge redirects publish redirects.json --s3 s3://example-bucket/redirects.bin',
];

const NOTES = [
  'It needs the AWS SDK for JavaScript; if that is not installed, a message has the command that installs it.',
  'Credentials and Region are those of the SDK: AWS_PROFILE, AWS_REGION, a role of the build.',
];
