// The pretty URLs step of a CloudFront Function, which has `core/pretty-urls/pretty-url.ts` beside it. Written in the
// 2.0 dialect and only minified, like `slot.ts`.
import type { prettyUrl as Decide } from '../../core/pretty-urls/pretty-url';
import type { PrettyFunctionSite } from '../../core/pretty-urls/step-config';

declare const prettyUrl: typeof Decide;

/**
 * The response to a request, or the request with the path of a file. Throws if the URL is too long.
 *
 * @param sent Path and query as CloudFront passed them to the function; without a query it may be undefined.
 */
export function edgePrettyUrls(site: PrettyFunctionSite, event: any, sent: readonly (string | undefined)[]): any {
  const request = event.request, changed = request.querystring;
  const query = typeof changed === 'string' ? changed : (request.rawQueryString && request.rawQueryString()) || '';
  if (!/^(GET|HEAD)$/.test(request.method)) return request;
  const found = prettyUrl(site, request.uri, query, request.uri === sent[0] && query === (sent[1] || ''));
  if (!found) return request;
  if ((found.location || found.path + query).length > 8191) throw new RangeError('the new URL is too long');
  if (found.location) {
    const headers = { 'cache-control': { value: site.ttl }, 'location': { value: found.location } };
    return { statusCode: site.status, statusDescription: site.phrase, headers: headers };
  }
  request.uri = found.path;
  return request;
}
