import { bucketProblems, isOrigin } from './bucket-problems';
import type { Job } from './job';
import { loadList, type ListOptions } from './load-list';
import { PublishError } from './publish-error';
import { placeText, type ObjectPlace } from './target';
import { toBucket } from './to-bucket';
import { toStore } from './to-store';
import { compilerLine, error, hasErrors, labelled, type Problem } from '../../../core/problem';
import type { CompiledRules } from '../../../core/redirects/compile';
import { isInForce } from '../../../core/redirects/publish/in-force';
import type { RuleKind } from '../../../core/redirects/store/kinds';
import type { ExitCode } from '../../frame/cli-command';
import type { Terminal } from '../../frame/terminal';
import { UsageError } from '../../frame/usage-error';
import { withFileErrors } from '../file-errors';

export interface PublishOptions extends ListOptions {
  readonly kvs?: string;
  readonly prefix?: string;
  readonly kinds?: readonly RuleKind[];
  readonly s3?: ObjectPlace;
  readonly allowEmpty?: boolean;
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
  const target = kvs ?? placeText(s3!);
  const event = kvs === undefined ? options.event : 'viewer-request';
  const { problems: found, compiled } = withFileErrors(() => loadList(names, { ...options, event }, terminal));
  const problems: readonly Problem[] = compiled && s3
    ? [...found, ...bucketProblems(compiled, event, options.reads)] : found;
  if (!json) for (const problem of problems) terminal.error(compilerLine(problem));
  let written = false;
  const printJson = (outcome: object, more: readonly Problem[] = []): void => (
    terminal.out(JSON.stringify({ target, written, ...outcome, problems: [...problems, ...more] }, null, 2)));
  if (compiled === undefined || hasErrors(problems)) {
    if (json) printJson({});
    else terminal.error('nothing is written; fix these errors first');
    return 1;
  }
  const job: Job = {
    compiled,
    rootObject,
    dryRun,
    wait: options.wait,
    progress: (text) => terminal.error(text),
    wrote: () => { written = true; },
    print: (line) => { if (!json) terminal.out(line); },
  };
  try {
    if (options.allowEmpty !== true) refuseEmpty(compiled, target);
    const outcome = await (kvs === undefined
      ? toBucket(s3!, job) : toStore({ arn: kvs, prefix: options.prefix ?? '', kinds: options.kinds }, job));
    if (json) printJson(outcome);
    return 0;
  } catch (thrown) {
    if (!(thrown instanceof PublishError)) throw thrown;
    const { code, message } = thrown;
    if (json) printJson({ rules: compiled.rules.length }, [...thrown.problems, error(code, message)]);
    else printFailure(thrown, terminal);
    return 1;
  }
}

function printFailure({ code, message, problems }: PublishError, terminal: Terminal): void {
  for (const problem of problems) terminal.error(compilerLine(problem));
  terminal.error(labelled({ path: 'cdk-cloudfront-edge redirects publish', message, code }));
}

/** A file that lost its content, e.g. in a build, must not take all redirects away. */
function refuseEmpty(compiled: Required<CompiledRules>, target: string): void {
  if (isInForce(compiled, Date.now())) return;
  const why = compiled.rules.length === 0 ? 'the list has no rules' : 'no rule of the list answers requests any more';
  throw new PublishError(`${why}, so that ${target} would redirect nothing; nothing is written; if that is what you `
    + 'want, add --allow-empty', 'EDGE_PUBLISH_EMPTY');
}

function refuseMismatch({ kvs, s3, prefix, kinds, reads, event = 'viewer-request' }: PublishOptions): void {
  if (kvs === undefined && s3 === undefined) {
    throw new UsageError('add --kvs ARN or --s3 URI: where functions read the rules');
  }
  if (kvs === undefined && prefix !== undefined) {
    throw new UsageError('--prefix is for a key value store; with --s3, choose another key');
  }
  if (kvs === undefined && kinds !== undefined) {
    throw new UsageError('--kinds is for a key value store: a function that reads a bucket has code for all rules');
  }
  if (reads !== undefined && !isOrigin(event)) {
    throw new UsageError('--reads is for rules on origin events, whose answers CloudFront caches; add --event');
  }
  if (kvs !== undefined && event !== 'viewer-request') {
    throw new UsageError(`a function that reads a key value store runs on viewer-request, not on ${event}`);
  }
}
