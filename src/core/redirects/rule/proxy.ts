import type { RedirectRule, TargetOrigin } from './model';
import { fixedHost } from './origin';
import { quoted } from './report';

/** Whether another host answers for a rule: status 200 with a URL as its target. */
export function isProxy({ status, target }: Pick<RedirectRule, 'status' | 'target'>): boolean {
  return status === 200 && target?.origin !== undefined;
}

/** The longest domain name of an origin. */
const MOST_CHARACTERS = 253;
/** Names that are never those of a public host. */
const NOT_PUBLIC = /(?:^|\.)(?:localhost|localdomain|local|internal|intranet|private|corp|home|lan|home\.arpa|onion)$/;
/** What URLs take for an IP address of version 4, in any of its spellings: `127.1`, `0x7f.0.0.1`, `2130706433`. */
const NUMERIC = /(?:^|\.)(?:\d+|0x[0-9a-f]*)$/;

/**
 * Why CloudFront cannot or should not send requests to a host; undefined if it can. The host is never made from the
 * request: with a capture in it, a viewer could choose where the function sends requests and their cookies.
 */
export function proxyFault(origin: TargetOrigin): string | undefined {
  const authority = fixedHost(origin);
  if (authority === undefined) {
    return 'a rule with status 200 has a host with a placeholder, so that a viewer could choose from where the page '
      + 'comes; write the host out';
  }
  const [host, port] = authority.split(':');
  const is = (what: string): string => `${quoted(authority)} ${what}`;
  if (NUMERIC.test(host)) return is('is an IP address, which no origin of CloudFront can have; write a domain name');
  if (!host.includes('.') || NOT_PUBLIC.test(host)) {
    return is('is not a public host, so that CloudFront cannot reach it; write one such as api.example.com');
  }
  if (host.length > MOST_CHARACTERS) return is(`has more than the ${MOST_CHARACTERS} characters that CloudFront takes`);
  const number = Number(port ?? 443);
  return number === 80 || number === 443 || number >= 1024
    ? undefined : is('has a port that CloudFront does not use for origins; use 80, 443 or 1024 to 65535');
}
