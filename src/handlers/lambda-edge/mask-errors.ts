import { maskedAnswer, type OriginExchange } from '../../core/errors/answer';
import type { EmbeddedPage, MaskAction, MaskConfig } from '../../core/errors/config';
import { ruleFor } from '../../core/errors/decide';
import { setHeader } from '../../core/http/headers';
import type { EdgeResponse } from '../../core/http/message';
import type { EdgeExchange, EdgeStep } from '../../core/slots/step';

/** Makes the answer that an action wants. */
export type Respond = (action: MaskAction, exchange: OriginExchange) => EdgeResponse | Promise<EdgeResponse>;

/** `EdgeErrorMasker` on origin-response: the only event that sees the origin's errors and never a block by WAF. */
export function maskErrors(config: MaskConfig, respond: Respond = embedded(config)): EdgeStep {
  // A step before this one can answer with an error, too: a 410 of the redirects is none of the origin's.
  const unmasked = new WeakSet<EdgeResponse>();
  return {
    name: 'mask-errors',
    answer: (exchange) => {
      // Almost every answer is a good one, and must cost next to nothing.
      if (!isError(exchange)) return undefined;
      const rule = ruleFor(config, exchange);
      if (!rule) {
        unmasked.add(exchange.response);
        return undefined;
      }
      if (config.log) logMasked(config.rules.indexOf(rule), exchange);
      return respond(rule.action, exchange);
    },
    ...(config.sourceHeader && {
      finish: (response) => (unmasked.has(response) ? marked(config.sourceHeader!, response) : response),
    }),
  };
}

/** Pages are baked in, and a step without any has none to look up. */
function embedded(config: MaskConfig): Respond {
  return (action, exchange) =>
    maskedAnswer(config, action, exchange, config.pages[action.page ?? -1] as EmbeddedPage | undefined);
}

/** Redirects and 304 of the origin are answers, not errors. */
function isError(exchange: EdgeExchange): exchange is OriginExchange {
  return Number(exchange.response?.status) >= 400;
}

/**
 * An error of the origin that nobody masked is marked, too: then one without the header was made by CloudFront or AWS
 * WAF.
 */
function marked(name: string, response: EdgeResponse): EdgeResponse {
  const headers = { ...response.headers };
  setHeader(headers, name, 'origin error');
  return { ...response, headers };
}

/**
 * What was hidden from the viewer, for whoever looks into the logs. The path may hold a viewer's secret, so that it
 * stays out.
 */
function logMasked(rule: number, { response, requestId }: OriginExchange): void {
  console.log(
    JSON.stringify({
      level: 'INFO',
      code: 'EDGE_MASKED',
      message: `origin error, masked, was ${response.status}`,
      rule,
      requestId,
    }),
  );
}
