import { resolve } from 'node:path';
import { error, hasErrors, type Problem } from '../core/problem';
import { cloudFrontMayList } from './assembly/bucket-policy';
import { constructPath } from './assembly/cloud-assembly';
import type { Distribution, OriginSettings } from './assembly/distribution';
import { Evaluator } from './assembly/evaluate';
import type { Evaluation } from './assembly/evaluation';
import { bucketsByName } from './assembly/find-bucket';
import { findDistribution } from './assembly/find-distribution';
import { readAssembly } from './assembly/read-assembly';
import { readBucketContent } from './assembly/read-bucket-content';
import { readDistribution } from './assembly/read-distribution';
import { readWebsite } from './assembly/read-website';
import { DeployedFunctions } from './edge/deployed-functions';
import { PreviewError } from './errors';
import { act, answer, ViewerGone, type Exchange } from './exchange/exchange';
import type { EdgeResponse } from './exchange/message';
import { newExchange, type Arrival } from './exchange/new-exchange';
import type { PreviewOptions } from './options';
import { folderLayer, type BucketContent } from './origin/bucket-content';
import { BucketEndpoint } from './origin/bucket-endpoint';
import { Origins, type BucketFacts } from './origin/origins';
import { HttpServer } from './server/http-server';
import { arrivalOf, toFetchResponse } from './server/in-process';
import { isLoopback } from './server/loopback';
import { refuseMalformed } from './stages/malformed-request';
import { runPipeline } from './stages/pipeline';
import { page } from './stages/refusal';
import type { Edge } from './stages/stage';
import { parseBlock, type InjectedBlock } from './waf/injected-block';

/** A distribution that runs on this machine. */
export interface Preview {
  /** Resolves once the preview can be asked; rejects when its port is taken. */
  readonly ready: Promise<void>;
  /** Where it listens; known once it is ready. */
  readonly url: string;
  /** Construct path of the distribution. */
  readonly distribution: string;
  /** What the preview had to leave out, and what it needs. */
  readonly notes: readonly Problem[];
  /** A request without a port. Redirects are returned, not followed. */
  fetch(input: string | URL | Request, init?: RequestInit): Promise<Response>;
  close(): Promise<void>;
}

/**
 * Starts a preview of a synthesized app. Throws a {@link PreviewError} that names everything wrong with the options at
 * once.
 */
export function createPreview(options: PreviewOptions): Preview {
  try {
    return assemble(options);
  } catch (thrown) {
    // Too deep for the stack: of a file, not of the preview.
    if (!(thrown instanceof RangeError)) throw thrown;
    throw new PreviewError([error('EDGE_PREVIEW_ASSEMBLY', 'cannot be taken in: '
      + `${thrown.message}`, options.cloudAssembly)]);
  }
}

function assemble(options: PreviewOptions): Preview {
  const assembly = readAssembly(options.cloudAssembly);
  const reference = findDistribution(assembly, options.distribution);
  const { distribution, problems } = readDistribution(assembly, reference);
  const here = new Evaluator(assembly, reference.stack);
  const origins = new Origins(distribution, new Map(Object.entries(options.origins ?? {})), bucketReader(here, problems));
  const blocks = (options.blocks ?? []).map(parseBlock);
  const stored = storedObjects(here, options);
  problems.push(...origins.problems(), ...blocks.filter((block) => 'code' in block), ...listenProblems(options), ...assembly.problems);
  if (hasErrors(problems)) throw new PreviewError(unique(problems).filter((problem) => problem.severity === 'error'));
  const functions = new DeployedFunctions({
    workerFile: options.workerFile,
    distributionId: `E${distribution.logicalId.toUpperCase()}`.slice(0, 14),
    buckets: new BucketEndpoint((name) => stored.get(name) ?? []),
    log: options.onFunctionLog ?? (() => undefined),
  });
  const edge: Edge = { distribution, origins, functions, blocks: blocks.filter((block): block is InjectedBlock => 'kind' in block) };
  return new RunningPreview(distribution, edge, unique(problems), options);
}

class RunningPreview implements Preview {
  readonly ready: Promise<void>;
  readonly distribution: string;
  url = 'http://preview.localhost';
  private readonly server: HttpServer | undefined;

  constructor(distribution: Distribution, private readonly edge: Edge, readonly notes: readonly Problem[], private readonly options: PreviewOptions) {
    this.distribution = distribution.constructPath;
    this.server = options.listen === undefined ? undefined : new HttpServer(
      (arrival) => this.respond(arrival), (status) => refuseMalformed(status, this.host, edge),
    );
    this.ready = this.listen();
    // Whoever waits for it sees the error; nobody has to.
    this.ready.catch(() => undefined);
  }

  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    const arrival = await arrivalOf(input, init, this.host);
    const response = await this.respond(arrival);
    arrival.signal?.throwIfAborted();
    return toFetchResponse(response);
  }

  async close(): Promise<void> {
    await this.ready.catch(() => undefined);
    await this.server?.close();
    this.edge.origins.close();
    await this.edge.functions.close();
  }

  private get host(): string {
    return new URL(this.url).host;
  }

  private async listen(): Promise<void> {
    const { host = '127.0.0.1', port = 0 } = this.options.listen ?? {};
    if (this.server !== undefined) this.url = `http://${host.includes(':') ? `[${host}]` : host}:${await this.server.listen(host, port)}`;
  }

  private async respond(arrival: Arrival): Promise<EdgeResponse> {
    const begun = newExchange(arrival, this.host);
    try {
      const exchange = await runPipeline(begun, this.edge);
      this.options.onExchange?.(exchange);
      return exchange.response!;
    } catch (thrown) {
      if (thrown instanceof ViewerGone) return this.nobodyWaits(begun);
      this.options.onFault?.(thrown);
      return page(500, 'The preview failed on this request: a fault of the preview, not of your app.\n', 'text/plain');
    }
  }

  /** CloudFront logs such a request with the status 000. */
  private nobodyWaits(begun: Exchange): EdgeResponse {
    const response: EdgeResponse = { status: 0, headers: {} };
    this.options.onExchange?.(act(answer(begun, response, 'cloudfront'), 'viewer', 'went away before the answer'));
    return response;
  }
}

/** What the assembly knows about the bucket behind an origin, read once per bucket. */
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

/** What a function finds in the buckets of the app, by their names: the same as visitors do. */
function storedObjects(here: Evaluation, { origins = {} }: PreviewOptions): ReadonlyMap<string, BucketContent> {
  return new Map([...bucketsByName(here)].map(([name, bucket]) => {
    const folder = origins[bucket.logicalId] ?? origins[constructPath(bucket.stack, bucket.logicalId)];
    return [name, folder === undefined ? readBucketContent(bucket, { here, problems: [] }) : [folderLayer(resolve(folder))]];
  }));
}

/** Three behaviors with the same unknown policy are one piece of news. */
function unique(problems: readonly Problem[]): Problem[] {
  return [...new Map(problems.map((problem) => [JSON.stringify(problem), problem])).values()];
}

function listenProblems({ listen }: PreviewOptions): Problem[] {
  const host = listen?.host ?? '127.0.0.1';
  return isLoopback(host) ? [] : [error(
    'EDGE_PREVIEW_HOST', `${host} can be reached from other machines; the preview runs code and shows files, so use 127.0.0.1 or ::1`, '--host',
  )];
}
