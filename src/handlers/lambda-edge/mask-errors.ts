import { maskedAnswer, type OriginExchange } from '../../core/errors/answer';
import type { EmbeddedPage, MaskAction, MaskConfig } from '../../core/errors/config';
import { ruleFor } from '../../core/errors/decide';
import { setHeader } from '../../core/http/headers';
import type { EdgeResponse } from '../../core/http/message';
import type { EdgeExchange, SlotStep } from '../../core/slots/step';

/** Creates the response of an action. */
export type Respond = (action: MaskAction, exchange: OriginExchange) => EdgeResponse | Promise<EdgeResponse>;

/** Masks errors on origin-response: the only event that sees errors of the origin, and no blocks of AWS WAF. */
export function maskErrors(config: MaskConfig, respond: Respond = embedded(config)): SlotStep {
  // Unmasked errors of the origin. Other steps can respond with an error, too, e.g. a 410 of the redirects.
  const unmasked = new WeakSet<EdgeResponse>();
  return {
    name: 'mask-errors',
    answer: (exchange) => {
      // The common case, which has to be fast.
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

/** Responds with an embedded page, if the action has one. */
function embedded(config: MaskConfig): Respond {
  return (action, exchange) =>
    maskedAnswer(config, action, exchange, config.pages[action.page ?? -1] as EmbeddedPage | undefined);
}

/** Redirects and 304 of the origin are not errors. */
function isError(exchange: EdgeExchange): exchange is OriginExchange {
  return Number(exchange.response?.status) >= 400;
}

/**
 * Marks an unmasked error of the origin, too, so that an error without the header is one of CloudFront or AWS WAF.
 */
function marked(name: string, response: EdgeResponse): EdgeResponse {
  const headers = { ...response.headers };
  setHeader(headers, name, 'origin error');
  return { ...response, headers };
}

/**
 * Logs the masked status. The path is omitted, because it may contain a secret of the viewer.
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
