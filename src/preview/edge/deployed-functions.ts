import type { Call, EdgeFunctions, Outcome } from './edge-functions';
import { LambdaEdge } from './lambda-edge';
import { LambdaWorkers } from './lambda-workers';
import type { EdgeFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';

/** Runs each function on the host it is made for. */
export class DeployedFunctions implements EdgeFunctions {
  private readonly workers: LambdaWorkers;
  private readonly lambda: LambdaEdge;

  constructor(options: { readonly workerFile?: string; readonly distributionId: string; readonly log: (line: string) => void }) {
    this.workers = new LambdaWorkers(options.workerFile, options.log);
    this.lambda = new LambdaEdge(this.workers, options.distributionId);
  }

  async request<T extends EdgeRequest | OriginRequest>(fn: EdgeFunction, call: Call, request: T): Promise<Outcome<T>> {
    return fn.host === 'lambda-edge' ? this.lambda.request(fn, call, request) : { kind: 'continue', value: request };
  }

  async response(fn: EdgeFunction, call: Call, request: EdgeRequest | OriginRequest, response: EdgeResponse): Promise<Outcome<EdgeResponse>> {
    return fn.host === 'lambda-edge' ? this.lambda.response(fn, call, request, response) : { kind: 'continue', value: response };
  }

  close(): Promise<void> {
    return this.workers.close();
  }
}
