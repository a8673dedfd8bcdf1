import { acceptedParts } from './accepted-parts';
import { checkFunctionRequest, checkFunctionResponse } from './check-function-result';
import { FUNCTION_REASONS, notAnObject, type Checked } from './checked';
import type { Call, Outcome } from './edge-functions';
import { functionEvent, functionRequest, functionResponse, type FunctionEvent } from './function-event';
import type { FunctionWorkers } from './function-workers';
import { FunctionsHere } from './here/functions-here';
import { linesOf } from './log-budget';
import { measuredCode, withOwnPlaces } from './measured-code';
import { parseFunction } from './parse-function';
import type { StoreFiles } from './store-files';
import { CLOUDFRONT_FUNCTION_MEMORY_MAX_BYTES } from '../../core/facts/cloudfront-functions';
import { isObject } from '../../core/values/is-object';
import type { CloudFrontFunction } from '../assembly/distribution';
import type { EdgeRequest, EdgeResponse } from '../exchange/message';
import { afterwards, type Soon } from '../exchange/soon';

/**
 * CloudFront allows less than a millisecond of processor time. This limit is wall-clock time, which must allow for a
 * busy machine.
 */
const TIMEOUT_MS = 2_000;

const MB = 1024 * 1024;

/** What ends the process of a function. CloudFront's limit is lower, and measured without what V8 adds. */
const MOST_MB = 64;

type Check<T> = (result: Record<string, unknown>, strict: boolean) => Outcome<T>;

/** Invokes CloudFront Functions with their events and checks the results as CloudFront does. */
export class CloudFrontFunctions {
  private readonly here: FunctionsHere;

  constructor(
    private readonly workers: FunctionWorkers,
    private readonly distributionId: string,
    private readonly stores: StoreFiles,
    /** Whether to answer as CloudFront does, instead of carrying on with what it would accept. */
    private readonly strict: boolean,
    private readonly log: (line: string) => void,
  ) {
    this.here = new FunctionsHere(stores);
  }

  request(fn: CloudFrontFunction, call: Call, request: EdgeRequest): Soon<Outcome<EdgeRequest>> {
    const shown = functionRequest(request, call);
    const event = functionEvent(call, this.distributionId, request, shown);
    return this.outcome(fn, call, event, (result, strict): Outcome<EdgeRequest> => (result.statusCode === undefined
      ? checked((one) => checkFunctionRequest(call, request, one, shown), { ...shown }, result, strict, CONTINUE)
      : checked((one) => checkFunctionResponse(call, undefined, one),
        { statusCode: result.statusCode }, result, strict, ANSWER)));
  }

  response(
    fn: CloudFrontFunction,
    call: Call,
    request: EdgeRequest,
    response: EdgeResponse,
  ): Soon<Outcome<EdgeResponse>> {
    const shown = functionResponse(response);
    const event = functionEvent(call, this.distributionId, request, functionRequest(request, call), shown);
    return this.outcome(fn, call, event, (result, strict) => (
      checked((one) => checkFunctionResponse(call, response, one, shown), { ...shown }, result, strict, CONTINUE)));
  }

  private outcome<T>(
    fn: CloudFrontFunction, call: Call, event: FunctionEvent, check: Check<T>,
  ): Soon<Outcome<T>> {
    const { faults, program } = parseFunction(fn);
    if (faults.length > 0 && (this.strict || program === undefined)) {
      return { kind: 'failed', error: `SyntaxError: ${faults.join('; ')}` };
    }
    if (faults.length > 0) return this.inProcess(fn, call, event, check, faults);
    return afterwards(this.here.invoke(fn, event), (here) => {
      const outcome = here && checkedHere(here.result as Record<string, unknown>, check);
      if (outcome === undefined) return this.inProcess(fn, call, event, check, faults);
      for (const line of here!.logs.flatMap((text) => linesOf(`${text}\n`))) {
        this.log(`${fn.name}: ${line}`);
        call.print?.(line);
      }
      return outcome;
    });
  }

  /** Runs the function in a process of its own. */
  private async inProcess<T>(
    fn: CloudFrontFunction, call: Call, event: FunctionEvent, check: Check<T>, faults: readonly string[],
  ): Promise<Outcome<T>> {
    const invocation = await this.invoke(fn, call, event);
    if (!invocation.ok) {
      const measured = measuredCode(parseFunction(fn).program!, fn.code);
      return { kind: 'failed', error: withOwnPlaces(invocation.error, measured, fn.code) };
    }
    const { result, neededBytes } = invocation;
    const memory = neededBytes === undefined ? [] : [usedMemory(neededBytes)];
    if (this.strict && memory.length > 0) return { kind: 'failed', error: memory[0]! };
    if (!isObject(result)) return notAnObject(result, FUNCTION_REASONS);
    const warnings = [...faults, ...memory].map((fault) => `CloudFront would answer 503: ${fault}`);
    const outcome = check(result, this.strict);
    const all = [...warnings, ...outcome.warnings ?? []];
    return all.length === 0 ? outcome : { ...outcome, warnings: all };
  }

  private invoke(fn: CloudFrontFunction, { viewer, print }: Call, event: object) {
    const { keyValues, version } = this.stores.contentOf(fn);
    const worker = this.workers.for(fn.key, () => {
      const { code, names } = measuredCode(parseFunction(fn).program!, fn.code);
      return {
        name: fn.name,
        setup: { host: 'cloudfront-function', code, checks: names, runtime: fn.runtime, keyValues },
        timeoutMs: TIMEOUT_MS,
        memoryMb: MOST_MB,
        environment: {},
      };
    }, version);
    return worker.invoke(event, {}, viewer?.signal, print);
  }
}

function usedMemory(bytes: number): string {
  return `the function needed ${(bytes / MB).toFixed(1)} MB of memory; CloudFront allows `
    + `${CLOUDFRONT_FUNCTION_MEMORY_MAX_BYTES / MB} MB`;
}

/**
 * The outcome of a result in this process, which is read in place; undefined if CloudFront would not accept it. The
 * process of the function then says what is wrong with it.
 */
function checkedHere<T>(result: Record<string, unknown>, check: Check<T>): Outcome<T> | undefined {
  try {
    const outcome = check(result, true);
    return outcome.kind === 'invalid' ? undefined : outcome;
  } catch {
    return undefined;
  }
}

function checked<C, T>(
  check: (result: Record<string, unknown>) => Checked<C>, base: Record<string, unknown>,
  result: Record<string, unknown>, strict: boolean, ok: (value: C) => Outcome<T>,
): Outcome<T> {
  const { checked: found, warnings } = strict
    ? { checked: check(result), warnings: [] } : acceptedParts(check, base, result);
  if (!found.ok) return { kind: 'invalid', reason: found.reason, detail: found.detail };
  return warnings.length === 0 ? ok(found.value) : { ...ok(found.value), warnings };
}

const CONTINUE = <T>(value: T): Outcome<T> => ({ kind: 'continue', value });
const ANSWER = (response: EdgeResponse): Outcome<never> => ({ kind: 'answer', response });
