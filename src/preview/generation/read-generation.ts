import { bucketNames, bucketReader, storedObjects } from './buckets';
import { Generation } from './generation';
import { isOfGivenStore, listenProblems, storeProblems } from './option-problems';
import { hasStoredPages, ruleObjects, storedSteps } from './stored-steps';
import { error, hasErrors, type Problem } from '../../core/problem';
import type { CloudAssembly } from '../assembly/cloud-assembly';
import { Evaluator } from '../assembly/evaluate';
import { findDistribution } from '../assembly/find-distribution';
import { readAssembly } from '../assembly/read-assembly';
import { readDistribution } from '../assembly/read-distribution';
import { readEdgeManifest } from '../assembly/read-edge-manifest';
import { Cache } from '../cache/cache';
import { DeployedFunctions } from '../edge/deployed-functions';
import { invalidFunctions } from '../edge/invalid-functions';
import { RuleFinder } from '../edge/rule-finder';
import { StoreFiles } from '../edge/store-files';
import { storeKinds } from '../edge/store-kinds';
import { PreviewError } from '../errors';
import { Injections } from '../injection/injections';
import type { PreviewOptions } from '../options';
import { BucketEndpoint } from '../origin/bucket-endpoint';
import { namesOf, Origins } from '../origin/origins';
import { RuleObjects } from '../origin/rule-objects';
import { hostHeaderProblems } from '../server/with-host';

/** Reads the app. Throws one {@link PreviewError} with all errors in the options and the assembly. */
export function readGeneration(options: PreviewOptions): Generation {
  try {
    return assemble(options);
  } catch (thrown) {
    // A stack overflow: a file of the assembly is nested too deeply.
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new PreviewError([error('EDGE_PREVIEW_ASSEMBLY', 'cannot be processed: '
      + `${thrown.message}`, options.cloudAssembly)]);
  }
}

function assemble(options: PreviewOptions): Generation {
  const assembly = readAssembly(options.cloudAssembly, options.parameters);
  try {
    return generationOf(assembly, options);
  } catch (thrown) {
    assembly.archives.close();
    throw thrown;
  }
}

function generationOf(assembly: CloudAssembly, options: PreviewOptions): Generation {
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
  const { blocks = [], faults = [], country, strict = false } = options;
  const injections = new Injections([...distribution.origins.values()].flatMap(namesOf));
  const stored = storedObjects(here, options, readObjects);
  problems.push(
    ...origins.problems(),
    ...storeProblems(stores, distribution),
    ...invalidFunctions(distribution),
    ...injections.set({ blocks, faults, country }),
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
    strict,
    log,
  });
  const edge = {
    distribution,
    origins,
    functions,
    cache: new Cache(distribution, options.cacheMaxBytes),
    ruleFinder: new RuleFinder(manifest, distribution.defaultRootObject),
    manifest,
    injections,
    strict,
  };
  const shown = unique(problems).filter((problem) => !isOfGivenStore(problem, stores));
  return new Generation(edge, shown, options, async () => {
    origins.close();
    await functions.close();
    assembly.archives.close();
  });
}

/** Errors, and parameters without a value, which may be why there are errors. */
function isReason({ severity, code }: Problem): boolean {
  return severity === 'error' || code === 'EDGE_PREVIEW_PARAMETER_EMPTY';
}

/** Without duplicates: several behaviors may report the same unknown policy. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}
