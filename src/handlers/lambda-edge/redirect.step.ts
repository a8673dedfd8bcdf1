import { redirects } from './redirect';
import type { SlotTools } from './slot';
import type { EdgeRequest } from '../../core/http/message';
import { openProgram } from '../../core/redirects/program/read/open';
import type { RedirectMatcher } from '../../core/redirects/rule/types';
import type { RedirectConfig } from '../../core/redirects/step-config';
import type { SlotStep } from '../../core/slots/step';

/** The step of `EdgeRedirector`, on any event, with rules that are known at synth. */
export function create(config: RedirectConfig, tools: SlotTools, program: Uint8Array): SlotStep {
  const { elsewhere } = tools;
  const answer = redirects(config, tools, ({ request }, { path, query, origin }) => {
    const result = { ...request, uri: path, querystring: query, ...(origin && proxied(request, origin)) };
    if (origin) elsewhere.add(result);
    return result;
  });
  let matcher: RedirectMatcher | undefined;
  return {
    name: 'redirect',
    answer: (exchange) => {
      if (elsewhere.has(exchange.request)) return undefined;
      // Opened on first use, inside of the step: a failure while the module loads would fail every request.
      return answer(exchange, matcher ??= openProgram(program, config.rootObject));
    },
  };
}

/**
 * The changes to a request that another host answers. That host gets the headers that the behavior forwards, with its
 * own name as Host, and none of the origin's custom headers, which may be secrets.
 */
function proxied({ headers }: EdgeRequest, to: string): Partial<EdgeRequest> {
  const [, protocol, host, domainName, port] = /^(.+):\/\/((.+?)(?::(\d+))?)$/.exec(to)!;
  return {
    headers: { ...headers, host: [{ value: host }] },
    origin: {
      custom: {
        customHeaders: {},
        domainName,
        keepaliveTimeout: 5,
        path: '',
        port: Number(port) || (protocol === 'http' ? 80 : 443),
        protocol,
        readTimeout: 30,
        sslProtocols: ['TLSv1.2'],
      },
    },
  };
}
