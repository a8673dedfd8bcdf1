import { setHeader, type EdgeHeaders } from './headers';
import type { EdgeResponse } from './message';
import { statusPhrase } from './status';
import { READ_ONLY_HEADERS } from '../facts/edge-headers';

/**
 * A generated response, on a request event, or in place of the origin's on origin-response.
 *
 * It starts without headers: those that describe the origin's response (content, caching, validators, cookies, the
 * challenge of a 401, its software) would be wrong or reveal too much. Only the headers that CloudFront does not allow
 * to change are kept.
 */
export function ourResponse(
  status: number,
  headers: Readonly<Record<string, string | undefined>>,
  origin?: EdgeResponse,
): EdgeResponse {
  const kept: EdgeHeaders = {};
  for (const name of origin ? READ_ONLY_HEADERS['origin-response'] : []) {
    if (origin?.headers[name]) kept[name] = origin.headers[name];
  }
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) setHeader(kept, name, value);
  }
  return { status: String(status), statusDescription: statusPhrase(status), headers: kept, body: '' };
}
