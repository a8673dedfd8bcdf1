import { cspFinding } from './csp/place';
import { isNonce, type Policy } from './csp/policy';
import { valueOf, type Fields } from './fields';
import type { Finding } from './finding';

/**
 * A nonce that more than one viewer gets: an attacker reads it in the page and uses it. `isStatic`: the headers are the
 * same for every response, as those of a response headers policy are.
 */
export function nonceFindings(fields: Fields, policies: readonly Policy[], isStatic: boolean): Finding[] {
  const code = isStatic ? 'EDGE_HEADERS_CSP_NONCE_STATIC' : 'EDGE_HEADERS_CSP_NONCE_CACHED';
  const why = isStatic ? 'is the same in every response' : reasonOf(fields);
  if (why === undefined) return [];
  return policies.flatMap(({ directives }) =>
    [...directives].flatMap(([name, values]) =>
      values
        .filter(isNonce)
        .map((value) =>
          cspFinding(
            code,
            `${why}, so that an attacker can read it and use it; use hashes, or a nonce that the `
              + 'origin makes for each response, without a cache',
            name,
            value,
          ),
        ),
    ),
  );
}

/** How the response shows that it comes from a cache, or may. */
function reasonOf(fields: Fields): string | undefined {
  if (/^hit\b/i.test(valueOf(fields, 'x-cache') ?? '')) return 'comes from a cache (X-Cache)';
  if (Number(valueOf(fields, 'age') ?? 0) > 0) return 'comes from a cache (Age)';
  const control = (valueOf(fields, 'cache-control') ?? '').toLowerCase();
  const [, age = '0'] = /(?:^|[\s,])s-maxage=(\d+)/.exec(control) ?? /(?:^|[\s,])max-age=(\d+)/.exec(control) ?? [];
  const isShared = Number(age) > 0 && !/\b(private|no-store|no-cache)\b/.test(control);
  return isShared ? 'may be cached (Cache-Control)' : undefined;
}
