import { checkReturnedRequest } from './check-request';
import { checkGeneratedResponse, checkReturnedResponse } from './check-response';
import { notAnObject, type Checked } from './checked';
import type { Call, Outcome } from './edge-functions';
import type { FunctionWorkers } from './function-workers';
import { lambdaContext, lambdaSpec, readsObjects, type S3Environment } from './lambda-environment';
import { lambdaEvent } from './lambda-event';
import { isObject } from '../../core/values/is-object';
import type { LambdaEdgeFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse, OriginRequest } from '../exchange/message';

/** Invokes Lambda@Edge functions with their events and checks the results as CloudFront does. */
export class LambdaEdge {
  private readonly environments = new Map<string, ReturnType<S3Environment>>();

  constructor(
    private readonly workers: FunctionWorkers,
    private readonly distributionId: string,
    private readonly s3Environment: S3Environment,
  ) {}

  async request<T extends EdgeRequest | OriginRequest>(
    fn: LambdaEdgeFunction,
    call: Call,
    request: T,
  ): Promise<Outcome<T>> {
    const invocation = await this.invoke(fn, call, lambdaEvent(this.frame(fn, call), request));
    if (!invocation.ok) return { kind: 'failed', error: invocation.error };
    const { result } = invocation;
    if (!isObject(result)) return notAnObject(result);
    if (result.status === undefined) {
      return outcome(checkReturnedRequest(call.event, request, result), (value) => ({ kind: 'continue', value }));
    }
    return outcome(checkGeneratedResponse(call.event, result), (response) => ({ kind: 'answer', response }));
  }

  async response(
    fn: LambdaEdgeFunction,
    call: Call,
    request: EdgeRequest | OriginRequest,
    response: EdgeResponse,
  ): Promise<Outcome<EdgeResponse>> {
    const invocation = await this.invoke(fn, call, lambdaEvent(this.frame(fn, call), request, response));
    if (!invocation.ok) return { kind: 'failed', error: invocation.error };
    const { result } = invocation;
    if (!isObject(result)) return notAnObject(result);
    return outcome(checkReturnedResponse(call.event, response, result), (value) => ({ kind: 'continue', value }));
  }

  private async invoke(fn: LambdaEdgeFunction, call: Call, event: object) {
    let environment = this.environments.get(fn.key);
    if (environment === undefined) {
      this.environments.set(fn.key, (environment = readsObjects(fn) ? this.s3Environment() : Promise.resolve({})));
    }
    const s3 = await environment;
    return this.workers
      .for(fn.key, () => lambdaSpec(fn, s3))
      .invoke(event, lambdaContext(fn, call.requestId), call.signal);
  }

  private frame(fn: LambdaEdgeFunction, call: Call) {
    return { ...call, distributionId: this.distributionId, includeBody: fn.includeBody };
  }
}

function outcome<C, T>(checked: Checked<C>, ok: (value: C) => Outcome<T>): Outcome<T> {
  return checked.ok ? ok(checked.value) : { kind: 'invalid', reason: checked.reason, detail: checked.detail };
}
