import type { CachePolicySettings } from '../facts/policy-settings';

/** A coding that CloudFront compresses with. */
export type Coding = 'br' | 'gzip';

/** The normalized Accept-Encoding of a request, which is in the cache key and goes to the origin. */
export type AcceptedCodings = '' | Coding | 'br,gzip';

const BROTLI = accepting('br');
const GZIP = accepting('gzip');

/**
 * The codings that the policy enables and the viewer accepts. Requests of HTTP/1.0 accept none.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/cache-key-understand-cache-policy.html
 * (checked 2026-11-28)
 */
export function acceptedCodings(
  { gzip, brotli }: Pick<CachePolicySettings, 'gzip' | 'brotli'>, sent: string | undefined, httpVersion = '1.1',
): AcceptedCodings {
  if (sent === undefined || httpVersion === '1.0') return '';
  const br = brotli && BROTLI.test(sent);
  const gz = gzip && GZIP.test(sent);
  if (br) return gz ? 'br,gzip' : 'br';
  return gz ? 'gzip' : '';
}

/** A coding with the quality 0 is refused. */
function accepting(coding: Coding): RegExp {
  return new RegExp(`(?:^|[\\s,])${coding}(?!\\s*;\\s*q=0(?:\\.0*)?\\s*(?:,|$))\\s*(?:;|,|$)`, 'i');
}
