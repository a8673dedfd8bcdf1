import { httpDate } from '../../core/http/date';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';
import { keepHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';
import { checkPreconditions, rangeStillApplies } from '../origin/preconditions';

/** Whether the copy of the viewer is still valid, so that a 304 is enough. */
export function isCurrent(asked: EdgeHeaders, { headers }: EdgeResponse): boolean {
  if (asked['if-none-match'] === undefined && asked['if-modified-since'] === undefined) return false;
  const conditions = keepHeaders(asked, (name) => name === 'if-none-match' || name === 'if-modified-since');
  // Compared without the mark of a weak ETag.
  const etag = (headerValue(headers, 'etag') ?? '').replace(/^W\//, '');
  return checkPreconditions(conditions, etag, modifiedOf(headers)) === 304;
}

/** Whether a viewer that has a part of an object may get another part of this one. */
export function rangeApplies(asked: EdgeHeaders, { headers }: EdgeResponse): boolean {
  return rangeStillApplies(asked, headerValue(headers, 'etag') ?? '', modifiedOf(headers));
}

/** Without a date, the object counts as newer than any copy. */
function modifiedOf(headers: EdgeHeaders): Date {
  return new Date(httpDate(headerValue(headers, 'last-modified')) ?? 8.64e15);
}
