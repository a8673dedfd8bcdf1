import { resolve } from 'node:path';
import type { EdgeManifest } from '../core/manifest/edge-manifest';
import { error, hasErrors, type Problem } from '../core/problem';
import { cloudFrontMayList } from './assembly/bucket-policy';
import { constructPath, type CloudAssembly } from './assembly/cloud-assembly';
import type { Distribution, OriginSettings } from './assembly/distribution';
import { Evaluator } from './assembly/evaluate';
import type { Evaluation } from './assembly/evaluation';
import { bucketsByName } from './assembly/find-bucket';
import { findDistribution } from './assembly/find-distribution';
import { readAssembly } from './assembly/read-assembly';
import { readBucketContent } from './assembly/read-bucket-content';
import { readDistribution } from './assembly/read-distribution';
import { readEdgeManifest } from './assembly/read-edge-manifest';
import { readWebsite } from './assembly/read-website';
import { DeployedFunctions } from './edge/deployed-functions';
import { invalidFunctions } from './edge/invalid-functions';
import { RuleFinder } from './edge/rule-finder';
import { StoreFiles } from './edge/store-files';
import { storeKinds } from './edge/store-kinds';
import { PreviewError } from './errors';
import type { PreviewOptions } from './options';
import { folderLayer, type BucketContent } from './origin/bucket-content';
import { BucketEndpoint } from './origin/bucket-endpoint';
import { Origins, type BucketFacts } from './origin/origins';
import { RuleObjects, type RuleObject } from './origin/rule-objects';
import type { Preview } from './preview';
import { RunningPreview } from './running-preview';
import { isLoopback } from './server/loopback';
import { hostHeaderProblems } from './server/with-host';
import type { Edge } from './stages/stage';
import { parseBlock, type InjectedBlock } from './waf/injected-block';
import type { RedirectEvent } from '../core/redirects/checks/event-rules';

export type { Preview, TracedResponse } from './preview';

/**
 * Starts a preview of a synthesized app. Throws one {@link PreviewError} with all errors in the options and the
 * assembly.
 */
export function createPreview(options: PreviewOptions): Preview {
  try {
    return assemble(options);
  } catch (thrown) {
    // A stack overflow: a file of the assembly is nested too deeply.
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new PreviewError([error('EDGE_PREVIEW_ASSEMBLY', 'cannot be processed: '
      + `${thrown.message}`, options.cloudAssembly)]);
  }
}

function assemble(options: PreviewOptions): Preview {
  const assembly = readAssembly(options.cloudAssembly, options.parameters);
  try {
    return serve(assembly, options);
  } catch (thrown) {
    assembly.archives.close();
    throw thrown;
  }
}

function serve(assembly: CloudAssembly, options: PreviewOptions): Preview {
  const reference = findDistribution(assembly, options.distribution);
  const { distribution, problems } = readDistribution(assembly, reference);
  const here = new Evaluator(assembly, reference.stack);
  const manifest = readEdgeManifest(assembly, reference, problems);
  const readObjects = storedSteps(manifest);
  const origins = new Origins(
    distribution,
    new Map(Object.entries(options.origins ?? {})),
    bucketReader(here, problems),
    readObjects.length === 0 && !hasStoredPages(manifest) ? [] : bucketNames(here, readObjects),
  );
  const log = options.onFunctionLog ?? (() => undefined);
  const stores = new StoreFiles(options.stores ?? {}, distribution, log, storeKinds(distribution, manifest));
  const blocks = (options.blocks ?? []).map(parseBlock);
  const stored = storedObjects(here, options, readObjects);
  const ruleFinder = new RuleFinder(manifest, distribution.defaultRootObject);
  problems.push(
    ...origins.problems(),
    ...unknownStores(stores, distribution),
    ...invalidFunctions(distribution),
    ...blocks.filter((block) => 'code' in block),
    ...listenProblems(options),
    ...hostHeaderProblems(distribution.aliases, options.hostHeader),
    ...assembly.problems,
    ...assembly.parameters.problems(),
  );
  if (hasErrors(problems)) throw new PreviewError(unique(problems).filter(isReason));
  const rules = new RuleObjects(ruleObjects(readObjects, distribution), log);
  const functions = new DeployedFunctions({
    workerFile: options.workerFile,
    distributionId: `E${distribution.logicalId.toUpperCase()}`.slice(0, 14),
    buckets: new BucketEndpoint((name) => stored.get(name) ?? [], rules),
    stores,
    strict: options.strict ?? false,
    log,
  });
  const injected = blocks.filter((block): block is InjectedBlock => 'kind' in block);
  const edge: Edge = { distribution, origins, functions, ruleFinder, blocks: injected };
  const shown = unique(problems).filter((problem) => !isOfGivenStore(problem, stores));
  return new RunningPreview(edge, shown, options, assembly.archives);
}

/** Names of `stores` that no function of the distribution reads. */
function unknownStores(files: StoreFiles, { behaviors }: Distribution): Problem[] {
  const names = behaviors.flatMap(({ functions }) => Object.values(functions))
    .flatMap((fn) => (fn.host === 'cloudfront-function' ? fn.stores : []));
  const known = names.length === 0 ? 'no function of it reads one' : `use ${[...new Set(names)].join(' or ')}`;
  return files.unknown(names).map((name) => (
    error('EDGE_PREVIEW_STORE', `${name} is not a key value store of the distribution; ${known}`, '--store')));
}

/** Whether a note says that a store is empty, although the user gave a file for it. */
function isOfGivenStore({ code, message }: Problem, files: StoreFiles): boolean {
  return code === 'EDGE_PREVIEW_KVS_EMPTY' && files.names.some((name) => message.includes(` ${name} `));
}

/** Reads what the assembly declares about the bucket of an origin, once per bucket. */
function bucketReader(here: Evaluation, problems: Problem[]): (origin: OriginSettings) => BucketFacts {
  const read = new Map<string, BucketFacts>();
  return ({ bucket }) => {
    if (bucket === undefined) return { content: [], mayList: false, website: {} };
    const key = `${bucket.stack.name}/${bucket.logicalId}`;
    const facts = read.get(key) ?? {
      content: readBucketContent(bucket, { here, problems }),
      mayList: cloudFrontMayList(bucket, here),
      website: readWebsite(bucket, here),
    };
    read.set(key, facts);
    return facts;
  };
}

/** The content of buckets by name, for functions that fetch objects: the same content as viewers get. */
function storedObjects(
  here: Evaluation, { origins = {} }: PreviewOptions, steps: readonly StoredStep[],
): ReadonlyMap<string, BucketContent> {
  const given = steps.map(({ bucket }) => String(bucket)).filter((name) => Object.hasOwn(origins, name));
  const elsewhere = given.map((name): [string, BucketContent] => [name, [folderLayer(resolve(origins[name]!))]]);
  return new Map([...elsewhere, ...[...bucketsByName(here)].map(([name, bucket]): [string, BucketContent] => {
    const folder = origins[bucket.logicalId] ?? origins[constructPath(bucket.stack, bucket.logicalId)] ?? origins[name];
    return [
      name,
      folder === undefined ? readBucketContent(bucket, { here, problems: [] }) : [folderLayer(resolve(folder))],
    ];
  })]);
}

/** A step with rules in S3, as far as the edge manifest has its configuration. */
interface StoredStep {
  readonly event: RedirectEvent;
  /** Not a text if the value is only known at deploy time. */
  readonly bucket?: unknown;
  readonly key?: unknown;
}

function storedSteps(manifest: EdgeManifest | undefined): StoredStep[] {
  return (manifest?.functions ?? []).flatMap(({ event, steps }) => steps
    .filter(({ part }) => part === 'redirect-stored')
    .map(({ config }) => ({ ...config as object, event: event as RedirectEvent })));
}

/** Whether functions read pages from buckets. */
function hasStoredPages(manifest: EdgeManifest | undefined): boolean {
  return (manifest?.functions ?? []).flatMap(({ steps }) => steps).some(({ config }) => {
    const { pages, bodies } = Object(config) as { readonly pages?: unknown; readonly bodies?: unknown };
    return [pages, Object(bodies).pages].flat().some((page) => 'bucket' in Object(page));
  });
}

/** The names by which a user can refer to a bucket besides those of origins. */
function bucketNames(here: Evaluation, steps: readonly StoredStep[]): string[] {
  const own = [...bucketsByName(here)].flatMap(([name, { stack, logicalId }]) => (
    [constructPath(stack, logicalId), logicalId, name]));
  return [...new Set([...own, ...steps.flatMap(({ bucket }) => (typeof bucket === 'string' ? [bucket] : []))])];
}

/** The lists of redirects that functions read from buckets. */
function ruleObjects(
  steps: readonly StoredStep[], { aliases, defaultRootObject }: Pick<Distribution, 'aliases' | 'defaultRootObject'>,
): RuleObject[] {
  return steps.map(({ event, key }) => (
    { key: String(key), event, siteHosts: aliases, rootObject: defaultRootObject }));
}

/** Errors, and parameters without a value, which may be why there are errors. */
function isReason({ severity, code }: Problem): boolean {
  return severity === 'error' || code === 'EDGE_PREVIEW_PARAMETER_EMPTY';
}

/** Without duplicates: several behaviors may report the same unknown policy. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function listenProblems({ listen }: PreviewOptions): Problem[] {
  const host = listen?.host ?? '127.0.0.1';
  return isLoopback(host)
    ? []
    : [
      error(
        'EDGE_PREVIEW_HOST',
        `${host} can be reached from other machines; the preview runs code and shows files, so use 127.0.0.1 or ::1`,
        '--host',
      ),
    ];
}
