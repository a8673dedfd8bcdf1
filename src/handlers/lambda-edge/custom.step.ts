import { callHandler } from './call-handler';
import { asData, requestOrAnswer } from './checked-result';
import { late, loading, watch, type Load } from './load-handler';
import type { SlotTools } from './slot';
import { checkedResponse } from '../../core/results/response';
import type { EdgeExchange, SlotStep } from '../../core/slots/step';

interface CustomConfig {
  readonly name: string;
  /** True on response events: the handler receives and returns a response. */
  readonly response: boolean;
  /** On request events: a failure lets the request pass, instead of refusing it. */
  readonly pass?: boolean;
  /** A function that was there: loaded at once, and returning nothing is a failure, as it is without us. */
  readonly existing?: boolean;
}

/**
 * The step of a user's file (`EdgeStep.fromFile`).
 *
 * The file is loaded on first use. The handler gets a copy of the event, so that other steps do not see what it changes
 * before it fails. Its result is only used if CloudFront would accept it: otherwise the viewer would get a 502 instead
 * of the page.
 */
export function create(config: CustomConfig, { ourResponse, logError }: SlotTools, load: Load): SlotStep {
  const { name, response: onResponse, pass } = config;
  const loaded = loading(load);
  const run = async (exchange: EdgeExchange): Promise<Record<string, unknown> | undefined> => {
    watch(logError);
    const handler = await loaded();
    const { config: settings, request, response, requestId, context } = exchange;
    const cf = structuredClone({ config: settings, request, ...(response && { response }) });
    const { result } = await callHandler(
      handler, { Records: [{ cf }] }, { awsRequestId: requestId, ...context }, late(name, exchange, logError));
    return asData(result);
  };
  return {
    name,
    ...(onResponse
      ? {
        finish: async (response, exchange) => {
          const result = await run(exchange);
          return result ? checkedResponse(exchange.event, result, response) : response;
        },
      }
      : {
        answer: async (exchange) => {
          const result = await run(exchange);
          return result && requestOrAnswer(exchange, result);
        },
        ...(!pass && { refusal: () => ourResponse(503, { 'cache-control': 'no-store' }) }),
      }),
  };
}
