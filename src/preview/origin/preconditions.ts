import { httpDate } from '../../core/http/date';
import { headerValue, type EdgeHeaders } from '../../core/http/headers';

/** Evaluates the conditional headers of a GET or HEAD (RFC 9110 §13.2.2). 200 means that the object is sent. */
export function checkPreconditions(headers: EdgeHeaders, etag: string, modified: Date): 200 | 304 | 412 {
  const ifMatch = headerValue(headers, 'if-match');
  const ifUnmodified = date(headerValue(headers, 'if-unmodified-since'));
  if (
    ifMatch !== undefined
      ? !includesEtag(ifMatch, etag)
      : ifUnmodified !== undefined && seconds(modified) > seconds(ifUnmodified)
  ) {return 412;}
  const ifNoneMatch = headerValue(headers, 'if-none-match');
  const ifModified = date(headerValue(headers, 'if-modified-since'));
  if (
    ifNoneMatch !== undefined
      ? includesEtag(ifNoneMatch, etag)
      : ifModified !== undefined && seconds(modified) <= seconds(ifModified)
  ) {return 304;}
  return 200;
}

/** Evaluates If-Range: a range is sent only if the client's copy is of the same version, otherwise the whole object. */
export function rangeStillApplies(headers: EdgeHeaders, etag: string, modified: Date): boolean {
  const ifRange = headerValue(headers, 'if-range');
  if (ifRange === undefined) return true;
  const since = date(ifRange);
  return since === undefined ? ifRange.trim() === etag && !etag.startsWith('W/') : seconds(modified) <= seconds(since);
}

/** An ETag in its quotes may contain commas. Some servers leave the quotes out. */
const ETAGS = /(?:W\/)?("[^"]*"|[^\s,"]+)/g;

function includesEtag(header: string, etag: string): boolean {
  return header.trim() === '*' || [...header.matchAll(ETAGS)].some(([, item]) => item === etag);
}

function date(text: string | undefined): Date | undefined {
  const time = httpDate(text);
  return time === undefined ? undefined : new Date(time);
}

/** HTTP dates have no milliseconds, files do. */
function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
