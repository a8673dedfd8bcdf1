import { bucketProblems, isOrigin } from './bucket-problems';
import type { Job } from './job';
import { loadList, type ListOptions } from './load-list';
import { PublishError } from './publish-error';
import type { ObjectPlace } from './target';
import { toBucket } from './to-bucket';
import { toStore } from './to-store';
import { compilerLine, hasErrors, labelled, type Problem } from '../../../core/problem';
import type { ExitCode } from '../../frame/cli-command';
import type { Terminal } from '../../frame/terminal';
import { UsageError } from '../../frame/usage-error';
import { withFileErrors } from '../file-errors';

export interface PublishOptions extends ListOptions {
  readonly kvs?: string;
  readonly prefix?: string;
  readonly s3?: ObjectPlace;
  readonly dryRun?: boolean;
  readonly reads?: readonly string[];
  readonly wait: number;
  readonly json?: boolean;
}

/** Checks the lists, prints what changes, and writes it. */
export async function publish(
  names: readonly string[], options: PublishOptions, terminal: Terminal,
): Promise<ExitCode> {
  refuseMismatch(options);
  const { kvs, s3, json = false, rootObject, dryRun = false } = options;
  const event = kvs === undefined ? options.event : 'viewer-request';
  const { problems: found, compiled } = withFileErrors(() => loadList(names, { ...options, event }, terminal));
  const problems: readonly Problem[] = compiled && s3
    ? [...found, ...bucketProblems(compiled, event, options.reads)] : found;
  if (!json) for (const problem of problems) terminal.error(compilerLine(problem));
  const print = (report: object): void => terminal.out(JSON.stringify({ ...report, problems }, null, 2));
  if (compiled === undefined || hasErrors(problems)) {
    if (json) print({ written: false });
    else terminal.error('nothing is written; fix these errors first');
    return 1;
  }
  const job: Job = {
    compiled,
    rootObject,
    dryRun,
    wait: options.wait,
    progress: (text) => terminal.error(text),
    print: (line) => { if (!json) terminal.out(line); },
  };
  try {
    const outcome = await (kvs === undefined ? toBucket(s3!, job) : toStore(kvs, options.prefix ?? '', job));
    if (json) print(outcome);
    return 0;
  } catch (error) {
    if (!(error instanceof PublishError)) throw error;
    for (const problem of error.problems) terminal.error(compilerLine(problem));
    const path = 'cdk-cloudfront-edge redirects publish';
    terminal.error(labelled({ path, message: error.message, code: error.code }));
    return 1;
  }
}

function refuseMismatch({ kvs, s3, prefix, reads, event = 'viewer-request' }: PublishOptions): void {
  if (kvs === undefined && s3 === undefined) {
    throw new UsageError('add --kvs ARN or --s3 URI: where functions read the rules');
  }
  if (kvs === undefined && prefix !== undefined) {
    throw new UsageError('--prefix is for a key value store; with --s3, choose another key');
  }
  if (reads !== undefined && !isOrigin(event)) {
    throw new UsageError('--reads is for rules on origin events, whose answers CloudFront caches; add --event');
  }
  if (kvs !== undefined && event !== 'viewer-request') {
    throw new UsageError(`a function that reads a key value store runs on viewer-request, not on ${event}`);
  }
}
