import { acceptedCodings, type AcceptedCodings } from './accept-encoding';
import { selectedCookies, selectedQuery } from './selected';
import type { CachePolicySettings } from '../facts/policy-settings';
import { headerValue, type EdgeHeaders } from '../http/headers';

/** The request of a viewer, after its viewer-request function. */
export interface KeyedRequest {
  readonly method: string;
  readonly uri: string;
  readonly querystring: string;
  readonly headers: EdgeHeaders;
}

/** What tells the objects of a cache apart. */
export interface CacheKey {
  readonly uri: string;
  /** The parameters in the key, in the viewer's order. */
  readonly query: string;
  /** The selected headers and cookies, and the method if it is OPTIONS: all others are `name=value`. */
  readonly parts: readonly string[];
  readonly codings: AcceptedCodings;
}

/** Makes keys by one policy, whose lists are prepared once. */
export type KeyMaker = (
  request: KeyedRequest, headerOf: (name: string) => string | undefined, httpVersion: string,
) => CacheKey;

const NO_PARTS: readonly string[] = [];

/**
 * The keys by a cache policy. GET and HEAD share their objects; OPTIONS has its own. `headerOf` gives the value of a
 * header, which for `CloudFront-*` is CloudFront's own.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/understanding-the-cache-key.html (checked
 * 2026-11-28)
 */
export function keyMaker(policy: CachePolicySettings): KeyMaker {
  const names = policy.headers.mode === 'only' ? policy.headers.names.map((name) => name.toLowerCase()).sort() : [];
  const takesCookies = policy.cookies.mode !== 'none';
  const takesQuery = policy.queryStrings.mode !== 'none';
  const compresses = policy.gzip || policy.brotli;
  return (request, headerOf, httpVersion) => {
    const parts: string[] = request.method === 'OPTIONS' ? ['OPTIONS'] : [];
    for (const name of names) {
      const value = headerOf(name);
      if (value !== undefined) parts.push(`${name}=${value}`);
    }
    const cookie = takesCookies ? headerValue(request.headers, 'cookie') : undefined;
    const cookies = cookie === undefined ? undefined : selectedCookies(cookie, [policy.cookies]);
    if (cookies !== undefined) parts.push(`cookie=${cookies}`);
    return {
      uri: request.uri,
      query: takesQuery && request.querystring !== '' ? selectedQuery(request.querystring, [policy.queryStrings]) : '',
      parts: parts.length === 0 ? NO_PARTS : parts,
      codings: compresses
        ? acceptedCodings(policy, headerValue(request.headers, 'accept-encoding'), httpVersion)
        : '',
    };
  };
}

/** The key as text. Line ends separate its parts, because no part of a request can contain one. */
export function keyText({ uri, query, parts, codings }: CacheKey): string {
  const url = query === '' ? uri : `${uri}?${query}`;
  return parts.length === 0 ? `${url}\n${codings}` : `${url}\n${codings}\n${parts.join('\n')}`;
}
