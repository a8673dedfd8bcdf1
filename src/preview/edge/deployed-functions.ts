import { shortened } from './bounded';
import { CloudFrontFunctions } from './cloudfront-functions';
import type { Call, EdgeFunctions, Outcome } from './edge-functions';
import { FunctionWorkers } from './function-workers';
import { LambdaEdge } from './lambda-edge';
import type { StoreFiles } from './store-files';
import type { EdgeFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';
import { afterwards, type Soon } from '../exchange/soon';
import type { BucketEndpoint } from '../origin/bucket-endpoint';

/**
 * Runs each function as Lambda@Edge or as a CloudFront Function, and owns the processes and the S3 endpoint that they
 * use.
 */
export class DeployedFunctions implements EdgeFunctions {
  private readonly workers: FunctionWorkers;
  private readonly lambda: LambdaEdge;
  private readonly buckets: BucketEndpoint;
  private readonly cloudFront: CloudFrontFunctions;

  constructor(options: {
    readonly workerFile?: string;
    readonly distributionId: string;
    readonly buckets: BucketEndpoint;
    readonly stores: StoreFiles;
    /** Whether what CloudFront would not accept is answered as CloudFront does. */
    readonly strict: boolean;
    readonly log: (line: string) => void;
  }) {
    this.buckets = options.buckets;
    this.workers = new FunctionWorkers(options.workerFile, options.log);
    this.lambda = new LambdaEdge(this.workers, options.distributionId, () => this.buckets.environment(),
      options.strict);
    this.cloudFront = new CloudFrontFunctions(this.workers, options.distributionId, options.stores,
      options.strict, options.log);
  }

  request<T extends EdgeRequest | OriginRequest>(fn: EdgeFunction, call: Call, request: T): Soon<Outcome<T>> {
    return withLogs(call, (printing) => (fn.host === 'lambda-edge'
      ? this.lambda.request(fn, printing, request)
      // These run on viewer events only, whose requests have no origin.
      : this.cloudFront.request(fn, printing, request) as Soon<Outcome<T>>));
  }

  response(
    fn: EdgeFunction,
    call: Call,
    request: EdgeRequest | OriginRequest,
    response: EdgeResponse,
  ): Soon<Outcome<EdgeResponse>> {
    return withLogs(call, (printing) => (fn.host === 'lambda-edge'
      ? this.lambda.response(fn, printing, request, response)
      : this.cloudFront.response(fn, printing, request, response)));
  }

  async close(): Promise<void> {
    await this.workers.close();
    await this.buckets.close();
  }
}

/** What is kept of the lines that a function prints for one event; all of them are in the log. */
const LINES_MAX = 100;
const LINE_MAX_LENGTH = 1_024;

function withLogs<T>(call: Call, run: (printing: Call) => Soon<Outcome<T>>): Soon<Outcome<T>> {
  const logs: string[] = [];
  const print = (line: string): void => { if (logs.length < LINES_MAX) logs.push(shortened(line, LINE_MAX_LENGTH)); };
  return afterwards(run(withPrint(call, print)), (outcome) => (logs.length === 0 ? outcome : { ...outcome, logs }));
}

/** All members by name: V8 adds one to a copy much more slowly. */
function withPrint(
  { event, requestId, clientIp, distributionDomainName, cloudFrontHeaders, viewer }: Call, print: Call['print'],
): Call {
  return { event, requestId, clientIp, distributionDomainName, cloudFrontHeaders, viewer, print };
}
