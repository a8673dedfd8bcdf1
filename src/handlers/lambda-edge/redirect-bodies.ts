import type { SlotTools } from './slot';
import { isResponse, type EdgeResponse } from '../../core/http/message';
import type { EdgeAnswer, EdgeExchange, MaybePromise, SlotStep } from '../../core/slots/step';

/**
 * A redirect step whose answers with a status have pages. They come from a step of error pages, which gets each
 * response of the redirect step as if it were one of the origin.
 */
export function create(redirect: SlotStep, pages: SlotStep, { logError, headerValue }: SlotTools): SlotStep {
  /** Cache-Control and the like are those of the rule, unless the page is a plain one, which must not be kept. */
  const withPage = (exchange: EdgeExchange, answer: EdgeResponse, page: EdgeResponse | undefined): EdgeResponse => {
    if (!page) return answer;
    const headers = { ...page.headers, ...answer.headers };
    const own = page.headers['cache-control'];
    if (headerValue(page.headers, 'cache-control') === 'no-store') headers['cache-control'] = own;
    // Behind the cache, HEAD and GET share an entry, so that CloudFront has to leave out the body.
    const isBare = exchange.event === 'viewer-request' && exchange.request.method === 'HEAD';
    return { ...answer, headers, ...(!isBare && { body: page.body, bodyEncoding: page.bodyEncoding }) };
  };
  const answered = (exchange: EdgeExchange, answer: EdgeAnswer): MaybePromise<EdgeAnswer> => {
    if (!answer || !isResponse(answer)) return answer;
    /** Without its page it is still the answer of the rule. */
    const failed = (error: unknown): EdgeAnswer => {
      const { event, requestId } = exchange;
      logError('EDGE_STEP_FAILED', { step: 'redirect', event, requestId }, error);
      return answer;
    };
    try {
      const page = pages.answer!({ ...exchange, response: answer }) as MaybePromise<EdgeResponse | undefined>;
      return page instanceof Promise
        ? page.then((made) => withPage(exchange, answer, made)).catch(failed) : withPage(exchange, answer, page);
    } catch (error) {
      return failed(error);
    }
  };
  return {
    ...redirect,
    answer: (exchange) => {
      const answer = redirect.answer!(exchange);
      return answer instanceof Promise
        ? answer.then((made: EdgeAnswer) => answered(exchange, made)) : answered(exchange, answer as EdgeAnswer);
    },
  };
}
