import { URL_MAX_LENGTH } from '../../../facts/edge-limits';
import { RedirectRule, SCHEME_HEADER } from '../../rule/model';
import type { RedirectDecision, RedirectMatcher, RedirectRequest } from '../../rule/types';
import { sampleRequest } from '../../traits/sample';
import type { SiteHosts } from '../site-hosts';

/** The redirects that follow a request for the source of a rule. */
export interface Journey {
  /** The rules that applied, in order. */
  readonly hops: readonly number[];
  /** The last URL, with the fragment that a browser carries along. */
  readonly location: string;
  /** The index from which the hops repeat. */
  readonly loopsFrom?: number;
  /** The rule that ends the redirects with an error, such as 410. */
  readonly deadEnd?: number;
}

export interface FollowContext {
  readonly rules: readonly RedirectRule[];
  readonly matcher: RedirectMatcher;
  /** The hosts on which these rules apply. */
  readonly hosts: SiteHosts;
  readonly now: number;
}

/** Browsers give up after 20 redirects. */
export const MOST_HOPS = 20;

/** The host of a request for which no rule names one. */
export const ANY_HOST = 'site.invalid';

/** Follows the redirects of a sample request for the source of a rule, as a browser would. */
export function follow(start: number, { rules, matcher, hosts, now }: FollowContext): Journey | undefined {
  let request = sampleRequest(rules[start], ANY_HOST, now);
  const hops: number[] = [];
  const seen: string[] = [];
  let location = '';
  let fragment = '';
  for (;;) {
    const decision = matcher.match(request);
    if (hops.length === 0 && decision?.rule !== start) return undefined; // another rule has precedence
    if (decision?.location === undefined) {
      return { hops, location, ...(decision && decision.status >= 400 ? { deadEnd: decision.rule } : {}) };
    }
    hops.push(decision.rule);
    const to = redirected(request, decision as Redirect);
    fragment = to.fragment ?? fragment;
    location = to.location + fragment;
    const repeated = seen.indexOf(stateOf(to.request));
    if (repeated >= 0) return { hops, location, loopsFrom: repeated + 1 };
    seen.push(stateOf(to.request));
    // `/* → /x/:splat/:splat` doubles at each hop and would soon take all memory.
    if (hops.length > MOST_HOPS || location.length > URL_MAX_LENGTH) {
      return { hops, location, loopsFrom: hops.indexOf(hops[hops.length - 1]) };
    }
    if (to.host !== undefined && !hosts.has(to.host)) return { hops, location };
    request = to.request;
  }
}

/** A decision that sends the viewer elsewhere. */
export type Redirect = RedirectDecision & { readonly location: string };

export interface Redirected {
  /** The next request of the browser. */
  readonly request: RedirectRequest;
  /** The URL without its fragment. */
  readonly location: string;
  readonly fragment?: string;
  /** Only of an absolute URL. */
  readonly host?: string;
}

/** The next request of a browser after a redirect. */
export function redirected(request: RedirectRequest, { status, location }: Redirect): Redirected {
  const [, origin, scheme, host, path, query, fragment] =
    /^((https?):\/\/([^/?#]*))?([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(location)!;
  return {
    request: {
      ...request,
      method: methodAfter(status, request.method),
      header: withScheme(request.header, scheme),
      headerNames: undefined,
      host: host ?? request.host,
      path: path || '/',
      query: query ?? '',
    },
    location: `${origin ?? ''}${path}${query === undefined ? '' : `?${query}`}`,
    fragment,
    host,
  };
}

/** Equal for requests of one viewer that get the same response. */
export function stateOf({ method, header, host, path, query }: RedirectRequest): string {
  return `${method} ${header(SCHEME_HEADER) ?? ''} ${host}${path}?${query}`;
}

/** The method after a redirect: browsers follow a form with GET, unless the status keeps the method. */
function methodAfter(status: number, method: string): string {
  return status < 307 && method !== 'HEAD' && (status === 303 || method === 'POST') ? 'GET' : method;
}

/** After the step from http to https, a condition on http no longer holds. */
function withScheme(header: RedirectRequest['header'], scheme: string | undefined): RedirectRequest['header'] {
  return scheme === undefined ? header : (name) => (name === SCHEME_HEADER ? scheme : header(name));
}
