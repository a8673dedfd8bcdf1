import { get, type Got } from './get';
import { authorize } from './signature';
import { objectUrl, type ObjectSource } from './source';

/**
 * Fetches the object from S3 with the function's own credentials; undefined if its `ETag` is unchanged.
 *
 * Sends a signed request with `https`: with 128 MB of memory, loading the AWS SDK takes longer than a viewer should
 * wait. An incomplete object is an error.
 */
export async function fetchObject(
  source: ObjectSource, maxBytes: number, etag: string | undefined,
): Promise<Got | undefined> {
  const url = objectUrl(source);
  const headers = {
    ...authorize(url, source.region, new Date()),
    ...(etag !== undefined && { 'if-none-match': etag }),
  };
  const got = await get(url, headers, maxBytes);
  if (got.status === 304 && etag !== undefined) return undefined;
  if (got.status !== 200) throw new Error(`S3 answered ${got.status}`);
  const encoding = got.headers['content-encoding'] ?? 'identity';
  if (encoding !== 'identity') throw new Error(`the object is encoded: ${encoding}`);
  return got;
}
