/**
 * Headers that only belong to one status: a browser prompts for a password if it sees the challenge of a 401, and would
 * do so for a 403 with a challenge. They are only kept where the status stays that of the origin. `Proxy-Authenticate`
 * (407) and `Upgrade` (426) are missing, because CloudFront does not show them to functions.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9110 (401: §11.6.1, 405: §10.2.1, 415: §12.5.1, 416: §14.4), RFC 5789 and the
 * Linked Data Platform for 415
 */
const BOUND: Readonly<Record<number, readonly string[]>> = {
  401: ['www-authenticate'],
  405: ['allow'],
  415: ['accept', 'accept-encoding', 'accept-patch', 'accept-post'],
  416: ['accept-ranges', 'content-range'],
  426: ['sec-websocket-version'],
};

/** Statuses that come with a `Retry-After`. */
export const WITH_RETRY_AFTER: readonly number[] = [413, 429, 503];

/** The names of all of them: `keepHeaders` cannot keep them on another status. */
export const BOUND_HEADERS: readonly string[] = [
  'proxy-authenticate',
  'upgrade',
  'retry-after',
  ...Object.values(BOUND).flat(),
];

/** The headers of these statuses, by status. */
export function boundTo(statuses: readonly number[]): Record<number, readonly string[]> {
  return Object.fromEntries(Object.entries(BOUND).filter(([status]) => statuses.includes(Number(status))));
}
