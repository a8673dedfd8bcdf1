import { acceptedParts } from './accepted-parts';
import { shortened } from './bounded';
import { checkReturnedRequest } from './check-request';
import { checkGeneratedResponse, checkReturnedResponse } from './check-response';
import { LAMBDA_REASONS, notAnObject, type Checked } from './checked';
import type { Call, Outcome } from './edge-functions';
import type { FunctionWorkers } from './function-workers';
import { lambdaContext, lambdaSpec, readsObjects, type S3Environment } from './lambda-environment';
import { eventRequest, eventResponse, lambdaEvent } from './lambda-event';
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
    /** Whether to answer as CloudFront does, instead of carrying on with what it would accept. */
    private readonly strict: boolean,
  ) {}

  async request<T extends EdgeRequest | OriginRequest>(
    fn: LambdaEdgeFunction,
    call: Call,
    request: T,
  ): Promise<Outcome<T>> {
    const invocation = await this.invoke(fn, call, lambdaEvent(this.frame(fn, call), request));
    if (!invocation.ok) return { kind: 'failed', error: invocation.error };
    const { result } = invocation;
    if (!isObject(result)) return notAnObject(result, LAMBDA_REASONS);
    if (result.status === undefined) {
      return this.checked((one) => checkReturnedRequest(call.event, request, one),
        eventRequest(this.frame(fn, call), request), result,
        (value) => ({ kind: 'continue', value, ...ignoredMethod(request, result.method) }));
    }
    return this.checked((one) => checkGeneratedResponse(call.event, one), { status: result.status }, result,
      (response) => ({ kind: 'answer', response }));
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
    if (!isObject(result)) return notAnObject(result, LAMBDA_REASONS);
    return this.checked((one) => checkReturnedResponse(call.event, response, one), eventResponse(response), result,
      (value) => ({ kind: 'continue', value }));
  }

  private checked<C, T>(
    check: (result: Record<string, unknown>) => Checked<C>, base: object, result: Record<string, unknown>,
    ok: (value: C) => Outcome<T>,
  ): Outcome<T> {
    const { checked, warnings } = this.strict
      ? { checked: check(result), warnings: [] } : acceptedParts(check, { ...base }, result);
    if (!checked.ok) return { kind: 'invalid', reason: checked.reason, detail: checked.detail };
    const outcome = ok(checked.value);
    return warnings.length === 0 ? outcome : { ...outcome, warnings: [...warnings, ...outcome.warnings ?? []] };
  }

  private async invoke(fn: LambdaEdgeFunction, call: Call, event: object) {
    let environment = this.environments.get(fn.key);
    if (environment === undefined) {
      this.environments.set(fn.key, (environment = readsObjects(fn) ? this.s3Environment() : Promise.resolve({})));
    }
    const s3 = await environment;
    return this.workers
      .for(fn.key, () => lambdaSpec(fn, s3))
      .invoke(event, lambdaContext(fn, call.requestId), call.viewer?.signal, call.print);
  }

  private frame(fn: LambdaEdgeFunction, call: Call) {
    return { ...call, distributionId: this.distributionId, includeBody: fn.includeBody };
  }
}

function ignoredMethod({ method }: EdgeRequest, returned: unknown): { readonly warnings?: readonly string[] } {
  return returned === undefined || returned === method ? {}
    : { warnings: [shortened(`CloudFront ignores the method ${String(returned)}: it is read-only`)] };
}
