import { checkFunctionRequest, checkFunctionResponse } from './check-function-result';
import { notAnObject, type Checked } from './checked';
import type { Call, Outcome } from './edge-functions';
import { functionEvent } from './function-event';
import type { FunctionWorkers } from './function-workers';
import { isObject } from '../../core/values/is-object';
import type { StoreFiles } from './store-files';
import type { CloudFrontFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';

/**
 * CloudFront allows less than a millisecond of processor time. This limit is wall-clock time, which must allow for a
 * busy machine.
 */
const TIMEOUT_MS = 2_000;

/** Invokes CloudFront Functions with their events and checks the results as CloudFront does. */
export class CloudFrontFunctions {
  constructor(
    private readonly workers: FunctionWorkers,
    private readonly distributionId: string,
    private readonly stores: StoreFiles,
  ) {}

  async request<T extends EdgeRequest>(fn: CloudFrontFunction, call: Call, request: T): Promise<Outcome<T>> {
    const invocation = await this.invoke(fn, call, functionEvent(call, this.distributionId, request));
    if (!invocation.ok) return { kind: 'failed', error: invocation.error };
    const { result } = invocation;
    if (!isObject(result)) return notAnObject(result);
    if (result.statusCode === undefined) {
      return outcome(checkFunctionRequest(call, request, result), (value) => ({ kind: 'continue', value }));
    }
    return outcome(checkFunctionResponse(call.event, undefined, result), (response) => ({ kind: 'answer', response }));
  }

  async response(
    fn: CloudFrontFunction,
    call: Call,
    request: EdgeRequest,
    response: EdgeResponse,
  ): Promise<Outcome<EdgeResponse>> {
    const invocation = await this.invoke(fn, call, functionEvent(call, this.distributionId, request, response));
    if (!invocation.ok) return { kind: 'failed', error: invocation.error };
    const { result } = invocation;
    if (!isObject(result)) return notAnObject(result);
    return outcome(checkFunctionResponse(call.event, response, result), (value) => ({ kind: 'continue', value }));
  }

  private invoke(fn: CloudFrontFunction, { signal }: Call, event: object) {
    const { keyValues, version } = this.stores.contentOf(fn);
    const worker = this.workers.for(fn.key, () => ({
      name: fn.name,
      setup: { host: 'cloudfront-function', code: fn.code, keyValues },
      timeoutMs: TIMEOUT_MS,
      memoryMb: 64,
      environment: {},
    }), version);
    return worker.invoke(event, {}, signal);
  }
}

function outcome<C, T>(checked: Checked<C>, ok: (value: C) => Outcome<T>): Outcome<T> {
  return checked.ok ? ok(checked.value) : { kind: 'invalid', reason: checked.reason, detail: checked.detail };
}
