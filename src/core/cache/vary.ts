import { selects, type Selection } from '../facts/policy-settings';

const DEVICE_HEADER = /^cloudfront-is-(?:desktop|mobile|smarttv|tablet)-viewer$/i;

/**
 * The Vary header that viewers get: the names that CloudFront can vary by. `forwarded` are the headers that reach the
 * origin. Undefined if nothing is left.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/RequestAndResponseBehaviorCustomOrigin.html
 * (checked 2026-11-28)
 */
export function varyForViewers(vary: string, forwarded: readonly Selection[]): string | undefined {
  const names = namesIn(vary).filter((name) => isKept(name.toLowerCase(), forwarded));
  return names.length === 0 ? undefined : names.join(', ');
}

/** `Vary: *` cannot be matched: without a minimum TTL, each request goes to the origin. */
export function variesByAnything(vary: string | undefined): boolean {
  return vary !== undefined && namesIn(vary).includes('*');
}

function isKept(name: string, forwarded: readonly Selection[]): boolean {
  if (name === '*' || name === 'accept-encoding' || name === 'cookie') return true;
  if (forwarded.some((selection) => selects(selection, name, { ignoreCase: true }))) return true;
  const named = forwarded.flatMap((selection) => (selection.mode === 'only' ? selection.names : []));
  return name === 'user-agent' && named.some((one) => DEVICE_HEADER.test(one));
}

function namesIn(vary: string): string[] {
  return vary.split(',').map((name) => name.trim()).filter(Boolean);
}
