import { httpDate } from '../http/date';
import { headerValue, type EdgeHeaders } from '../http/headers';

/** What an origin says about caching, in Cache-Control and Expires. */
export interface CacheControl {
  /** Whether there is a Cache-Control header. */
  readonly isGiven: boolean;
  readonly maxAgeSec?: number;
  readonly sMaxAgeSec?: number;
  readonly noStore: boolean;
  readonly noCache: boolean;
  readonly isPrivate: boolean;
  readonly staleWhileRevalidateSec?: number;
  readonly staleIfErrorSec?: number;
  /** Milliseconds since the epoch; 0 for a date that cannot be read, such as `0`, which means "expired". */
  readonly expiresMs?: number;
  /** Headers that are not kept with the object, in lower case: `no-cache="Set-Cookie"`. */
  readonly uncachedHeaders: readonly string[];
}

/** A directive: its name, and its value if it has one. Quoted values may contain commas. */
const DIRECTIVE = /([!#$%&'*+.^_`|~0-9A-Za-z-]+)(?:\s*=\s*(?:"([^"]*)"|([^\s,"]*)))?/g;

export function cacheControlOf(headers: EdgeHeaders): CacheControl {
  const expires = headerValue(headers, 'expires');
  const given = headerValue(headers, 'cache-control');
  return {
    isGiven: given !== undefined,
    ...directivesOf(given ?? ''),
    ...(expires !== undefined && { expiresMs: httpDate(expires) ?? 0 }),
  };
}

function directivesOf(text: string): Omit<CacheControl, 'isGiven'> {
  const found = new Map<string, string | undefined>();
  for (const [, name, quoted, plain] of text.matchAll(DIRECTIVE)) {
    const key = name!.toLowerCase();
    // Of a repeated directive, the first one counts (RFC 9111 §4.2.1).
    if (!found.has(key)) found.set(key, quoted ?? plain);
  }
  const fields = found.get('no-cache');
  return {
    maxAgeSec: seconds(found.get('max-age')),
    sMaxAgeSec: seconds(found.get('s-maxage')),
    noStore: found.has('no-store'),
    // With names of headers, only these are concerned, and not the object.
    noCache: found.has('no-cache') && !fields,
    isPrivate: found.has('private') && !found.get('private'),
    staleWhileRevalidateSec: seconds(found.get('stale-while-revalidate')),
    staleIfErrorSec: seconds(found.get('stale-if-error')),
    uncachedHeaders: (fields ?? '').split(',').map((field) => field.trim().toLowerCase()).filter(Boolean),
  };
}

/** A number of seconds. Negative ones count as 0; an invalid one is left out, as if it were not there. */
function seconds(text: string | undefined): number | undefined {
  return text !== undefined && /^-?\d+$/.test(text) ? Math.max(0, Number(text)) : undefined;
}
