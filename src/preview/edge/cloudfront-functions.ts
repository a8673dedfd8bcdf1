import { acceptedParts } from './accepted-parts';
import { checkFunctionRequest, checkFunctionResponse } from './check-function-result';
import { FUNCTION_REASONS, notAnObject, type Checked } from './checked';
import type { Call, Outcome } from './edge-functions';
import { functionEvent, functionRequest, functionResponse } from './function-event';
import type { FunctionWorkers } from './function-workers';
import { parseFunction } from './parse-function';
import type { StoreFiles } from './store-files';
import { isObject } from '../../core/values/is-object';
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
    /** Whether to answer as CloudFront does, instead of carrying on with what it would accept. */
    private readonly strict: boolean,
  ) {}

  async request<T extends EdgeRequest>(fn: CloudFrontFunction, call: Call, request: T): Promise<Outcome<T>> {
    const shown = functionRequest(request, call);
    const run = await this.run(fn, call, functionEvent(call, this.distributionId, request, shown));
    if ('outcome' in run) return run.outcome;
    const { result, warnings } = run;
    return result.statusCode === undefined
      ? this.checked((one) => checkFunctionRequest(call, request, one, shown), { ...shown }, result, warnings, CONTINUE)
      : this.checked((one) => checkFunctionResponse(call, undefined, one),
        { statusCode: result.statusCode }, result, warnings, ANSWER);
  }

  async response(
    fn: CloudFrontFunction,
    call: Call,
    request: EdgeRequest,
    response: EdgeResponse,
  ): Promise<Outcome<EdgeResponse>> {
    const shown = functionResponse(response);
    const shownRequest = functionRequest(request, call);
    const run = await this.run(fn, call, functionEvent(call, this.distributionId, request, shownRequest, shown));
    if ('outcome' in run) return run.outcome;
    const { result, warnings } = run;
    return this.checked((one) => checkFunctionResponse(call, response, one, shown),
      { ...shown }, result, warnings, CONTINUE);
  }

  private checked<C, T>(
    check: (result: Record<string, unknown>) => Checked<C>, base: Record<string, unknown>,
    result: Record<string, unknown>, before: readonly string[], ok: (value: C) => Outcome<T>,
  ): Outcome<T> {
    const { checked, warnings } = this.strict
      ? { checked: check(result), warnings: [] } : acceptedParts(check, base, result);
    if (!checked.ok) return { kind: 'invalid', reason: checked.reason, detail: checked.detail };
    const all = [...before, ...warnings];
    return all.length === 0 ? ok(checked.value) : { ...ok(checked.value), warnings: all };
  }

  /** Runs the function. Its result is an object, or the outcome is decided. */
  private async run(fn: CloudFrontFunction, call: Call, event: object): Promise<
    | { readonly outcome: Outcome<never> }
    | { readonly result: Record<string, unknown>; readonly warnings: readonly string[] }
  > {
    const { faults, program } = parseFunction(fn);
    if (faults.length > 0 && (this.strict || program === undefined)) {
      return { outcome: { kind: 'failed', error: `SyntaxError: ${faults.join('; ')}` } };
    }
    const invocation = await this.invoke(fn, call, event);
    if (!invocation.ok) return { outcome: { kind: 'failed', error: invocation.error } };
    const { result } = invocation;
    return isObject(result)
      ? { result, warnings: faults.map((fault) => `CloudFront would answer 503: ${fault}`) }
      : { outcome: notAnObject(result, FUNCTION_REASONS) };
  }

  private invoke(fn: CloudFrontFunction, { signal, print }: Call, event: object) {
    const { keyValues, version } = this.stores.contentOf(fn);
    const worker = this.workers.for(fn.key, () => ({
      name: fn.name,
      setup: { host: 'cloudfront-function', code: fn.code, keyValues },
      timeoutMs: TIMEOUT_MS,
      memoryMb: 64,
      environment: {},
    }), version);
    return worker.invoke(event, {}, signal, print);
  }
}

const CONTINUE = <T>(value: T): Outcome<T> => ({ kind: 'continue', value });
const ANSWER = (response: EdgeResponse): Outcome<never> => ({ kind: 'answer', response });
