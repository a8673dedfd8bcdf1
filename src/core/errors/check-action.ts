import { isStored, type MaskPage } from './config';
import { DURATION_MAX_SEC, durationProblem } from './durations';
import { PAGE_MAX_BYTES } from './limits';
import { isLocation, isPathOrUrl } from './locations';
import { largestSize } from './page-text';
import type { ActionSource, IsToken } from './rules';
import { FIRST_ERROR, LAST_ERROR } from './statuses';
import { isKey } from './stored-page';
import { error, warning, shown, type Problem } from '../problem';

const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/**
 * Statuses that require a header which only the origin knows, or which no function may send: a challenge, the allowed
 * methods.
 */
const ONLY_FROM_ORIGIN: readonly number[] = [401, 405, 407, 426];

/** Actions that cannot work: an invalid status, page or location. */
export function checkAction(action: ActionSource, path: string, isToken: IsToken): Problem[] {
  switch (action.kind) {
    case 'pass': return [];
    case 'redirect': return [
      ...checkLocation(action.location, `${path}.location`, isToken),
      ...checkRedirectStatus(action.status, `${path}.statusCode`),
      ...checkTtl(action.cacheTtlSec, path),
    ];
    case 'status': return [
      ...checkAnswerStatus(action.status, `${path}.statusCode`, [200, 204]), ...checkKeptBody(action, path),
      ...checkTtl(action.cacheTtlSec, path),
    ];
    case 'respond': return [
      ...checkPage(action.page, `${path}.page`, isToken),
      ...(action.status === undefined ? [] : checkAnswerStatus(action.status, `${path}.statusCode`, [200])),
      ...checkTtl(action.cacheTtlSec, path),
    ];
  }
}

function checkLocation(location: string, path: string, isToken: IsToken): Problem[] {
  if (isToken(location) || isLocation(location)) return [];
  const got = `got ${shown(location)}`;
  return [error('EDGE_MASK_LOCATION', isPathOrUrl(location)
    ? `has dot segments, ${got}; write the resolved path`
    : `is not a valid location, ${got}; use a path with a leading slash or an absolute URL, percent-encoded`, path)];
}

function checkRedirectStatus(status: number, path: string): Problem[] {
  return REDIRECTS.includes(status) ? [] : [error('EDGE_MASK_REDIRECT_STATUS',
    `is not a redirect, got ${shown(status)}; use ${REDIRECTS.join(', ')}`, path)];
}

function checkAnswerStatus(status: number, path: string, others: readonly number[]): Problem[] {
  const isError = Number.isInteger(status) && status >= FIRST_ERROR && status <= LAST_ERROR;
  if (others.includes(status) || (isError && !ONLY_FROM_ORIGIN.includes(status))) return [];
  return [error('EDGE_MASK_ANSWER_STATUS',
    `cannot be answered with, got ${shown(status)}; use ${others.join(', ')}, or an error from ${FIRST_ERROR} to `
    + `${LAST_ERROR} but ${ONLY_FROM_ORIGIN.join(', ')}, which need headers that only the origin can give`, path)];
}

/** CloudFront answers 502 to a 204 that has a body. */
function checkKeptBody({ status, keepBody }: Extract<ActionSource, { kind: 'status' }>, path: string): Problem[] {
  return keepBody && status === 204 ? [error('EDGE_MASK_ANSWER_STATUS',
    'is 204, which has no body, with keepBody; leave keepBody out, or use another status', `${path}.statusCode`)] : [];
}

function checkTtl(seconds: number | undefined, path: string): Problem[] {
  return seconds === undefined || seconds <= DURATION_MAX_SEC ? [] : [durationProblem(`${path}.cacheTtl`)];
}

function checkPage(page: MaskPage | undefined, path: string, isToken: IsToken): Problem[] {
  if (page === undefined) return []; // could not be read, which is reported elsewhere
  if (isStored(page)) return checkKey(page.key, `${path}.key`);
  const size = largestSize(page.parts, page.binary);
  if (size === 0) {
    return [warning('EDGE_MASK_PAGE_EMPTY',
      'is empty, which looks like a fault to viewers; write a page, or use ErrorAction.maskStatus', path)];
  }
  // The size of a text with values that are only known at deploy time is not known yet.
  return size <= PAGE_MAX_BYTES || page.parts.some((part) => typeof part === 'string' && isToken(part)) ? [] : [error(
    'EDGE_MASK_PAGE_SIZE', `is too large, got ${size} bytes with its placeholders filled; an answer may have 1 MB `
    + `with its headers, so at most ${PAGE_MAX_BYTES}`, path)];
}

function checkKey(key: string, path: string): Problem[] {
  return isKey(key) ? [] : [error('EDGE_MASK_PAGE_KEY',
    `is not a key to fetch, got ${shown(key)}; use one such as "errors/404.html", without a leading slash`, path)];
}
