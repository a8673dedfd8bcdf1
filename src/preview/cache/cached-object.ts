import type { Freshness } from '../../core/cache/ttl';
import type { ResponseSource } from '../exchange/exchange';
import type { EdgeResponse } from '../exchange/message';
import type { FileVersion } from '../origin/file-version';

/** An object of the cache: a response, and until when it may be served. */
export interface CachedObject {
  readonly key: string;
  /** The path and the part of the query in the key, which invalidations compare. */
  readonly uri: string;
  readonly query: string;
  /** As it is after origin-response and compression. */
  readonly response: EdgeResponse & { readonly body?: Buffer };
  readonly source: ResponseSource;
  /** A page of CloudFront's own, which has the id of the request that gets it: the message on it. */
  readonly message?: string;
  /** Milliseconds since the epoch. */
  readonly storedAt: number;
  readonly expiresAt: number;
  readonly freshness: Freshness;
  /** Until when it is served while the origin is asked, and if the origin fails. */
  readonly staleUntil: number;
  readonly ifErrorUntil: number;
  /** Age of the response when it came. */
  readonly initialAgeSec: number;
  /** What the origin is asked with when the object has expired. */
  readonly validators: Validators;
  /** The local file that it was made of. A changed file counts as deployed and invalidated. */
  readonly file?: FileVersion;
  /** The id of the request that fetched it. */
  readonly fetchedBy: string;
}

export interface Validators {
  readonly etag?: string;
  readonly lastModified?: string;
}

export function ageOf({ storedAt, initialAgeSec }: CachedObject, now: number): number {
  return initialAgeSec + Math.max(0, Math.floor((now - storedAt) / 1_000));
}

/** What a record of the cache costs besides its body, roughly: texts, headers and the maps that refer to it. */
const OVERHEAD_BYTES = 1_000;

export function bytesOf({ key, response: { headers, body } }: CachedObject): number {
  let bytes = OVERHEAD_BYTES + 2 * key.length + (body?.length ?? 0);
  for (const lines of Object.values(headers)) for (const { value } of lines) bytes += 100 + value.length;
  return bytes;
}
