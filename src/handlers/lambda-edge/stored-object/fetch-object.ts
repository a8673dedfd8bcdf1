import { get, type Got } from './get';
import { authorize } from './signature';
import { objectUrl, type ObjectSource } from './source';

/**
 * The object, from S3 with the function's own credentials, or undefined if it still is the one with that `ETag`.
 *
 * One signed request over the runtime's own https: loading the AWS SDK takes longer, at 128 MB, than a viewer should
 * wait. Whatever is not a whole object is an error.
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
