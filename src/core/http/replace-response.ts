import { setHeader, type EdgeHeaders } from './headers';
import type { EdgeResponse } from './message';
import { statusPhrase } from './status';
import { READ_ONLY_HEADERS } from '../facts/edge-headers';

/**
 * A response of ours, on a request slot or in place of the origin's on origin-response.
 *
 * It starts from an empty set of headers: whatever describes the origin's body (content, cache, validators, cookies,
 * the challenge of a 401, the software behind it) would be wrong or telling on ours. Only what CloudFront lets no
 * function add, change or delete is kept.
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
