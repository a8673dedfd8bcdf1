import { get, type Got, type Refuses } from './get';
import { authorize } from './signature';
import { objectUrl, type ObjectSource } from './source';

/** By how much S3's clock is ahead: it refuses requests whose time differs from its own by more than 15 minutes. */
let ahead = 0;

/**
 * Fetches the object from S3 with the function's own credentials; undefined if its `ETag` is unchanged.
 *
 * Sends a signed request with `https`: with 128 MB of memory, loading the AWS SDK takes longer than a viewer should
 * wait. An incomplete object is an error.
 */
export async function fetchObject(
  source: ObjectSource, maxBytes: number, etag: string | undefined, refuses: Refuses,
): Promise<Got | undefined> {
  const url = objectUrl(source);
  const headers = {
    ...authorize(url, source.region, new Date(Date.now() + ahead)),
    ...(etag !== undefined && { 'if-none-match': etag }),
  };
  const got = await get(url, headers, maxBytes, refuses);
  if (got.status === 304 && etag !== undefined) return undefined;
  if (got.status === 403) ahead = Date.parse(got.headers.date!) - Date.now() || 0;
  if (got.status !== 200) throw new Error(`S3 answered ${got.status}`);
  const encoding = got.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Error(`the object is encoded: ${encoding}`);
  return got;
}
