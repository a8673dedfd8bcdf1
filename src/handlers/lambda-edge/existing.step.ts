import type { UserHandler } from './call-handler';
import { late, loading, watch, type Load } from './load-handler';
import { runExisting } from './run-existing';
import type { SlotTools } from './slot';
import type { EdgeResponse } from '../../core/http/message';
import type { EdgeAnswer, EdgeExchange, MaybePromise, SlotStep } from '../../core/slots/step';

interface ExistingConfig {
  readonly name: string;
  /** True on response events: the handler receives and returns a response. */
  readonly response: boolean;
}

/**
 * The step of the code of an existing function. It is loaded when the environment starts, where Lambda gives it more
 * time. Its result is only used if CloudFront would accept it; if it fails, a request is refused with 503, and a
 * response continues as it was.
 */
export function create(
  { name, response: onResponse }: ExistingConfig, { ourResponse, logError }: SlotTools, load: Load,
): SlotStep {
  const loaded = loading(load);
  let handler: UserHandler | undefined;
  const ready = () => loaded().then((found) => handler = found);
  ready().catch(() => undefined);
  const run = (exchange: EdgeExchange): MaybePromise<object> => {
    watch(logError);
    const call = (found: UserHandler) => runExisting(found, exchange, late(name, exchange, logError));
    return handler ? call(handler) : ready().then(call);
  };
  return {
    name,
    ...(onResponse ? { finish: (_, exchange) => run(exchange) as MaybePromise<EdgeResponse> } : {
      answer: (exchange) => run(exchange) as MaybePromise<EdgeAnswer>,
      refusal: () => ourResponse(503, { 'cache-control': 'no-store' }),
    }),
  };
}
