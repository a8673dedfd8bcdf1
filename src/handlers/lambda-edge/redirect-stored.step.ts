import { redirects } from './redirect';
import { storedRules } from './redirect-rules';
import type { SlotTools } from './slot';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectMatcher } from '../../core/redirects/rule/types';
import type { StoredRedirectConfig } from '../../core/redirects/step-config';
import type { EdgeAnswer, SlotStep } from '../../core/slots/step';

/**
 * The step of `EdgeRedirector` if its rules are an S3 object. Until they are there, those of the fallback apply;
 * without a fallback, none.
 */
export function create(config: StoredRedirectConfig, tools: SlotTools, fallback?: Uint8Array): SlotStep {
  // Editors of the object must not be able to send viewers' requests, with their cookies, to any host.
  const answer = redirects(config, tools, ({ request, response }, { path, query, origin }) => (
    origin || response ? undefined : { ...request, uri: path, querystring: query }));
  const rules = storedRules(config, tools);
  let baked: RedirectMatcher | undefined;
  return {
    name: 'redirect',
    answer: (exchange) => {
      if (tools.elsewhere.has(exchange.request)) return undefined;
      const by = (stored: RedirectMatcher | undefined): EdgeAnswer => {
        const matcher = stored ?? (baked ??= fallback && openProgram(fallback, config.rootObject));
        return matcher && answer(exchange, matcher);
      };
      const matcher = rules.get();
      return matcher instanceof Promise ? matcher.then(by) : by(matcher);
    },
  };
}
