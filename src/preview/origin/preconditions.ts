import { headerValue, type EdgeHeaders } from '../../core/http/headers';

/** What conditional headers of a GET or HEAD come to (RFC 9110 §13.2.2): go on, 304 or 412. */
export function checkPreconditions(headers: EdgeHeaders, etag: string, modified: Date): 200 | 304 | 412 {
  const ifMatch = headerValue(headers, 'if-match');
  const ifUnmodified = date(headerValue(headers, 'if-unmodified-since'));
  if (
    ifMatch !== undefined
      ? !lists(ifMatch, etag)
      : ifUnmodified !== undefined && seconds(modified) > seconds(ifUnmodified)
  ) {return 412;}
  const ifNoneMatch = headerValue(headers, 'if-none-match');
  const ifModified = date(headerValue(headers, 'if-modified-since'));
  if (
    ifNoneMatch !== undefined
      ? lists(ifNoneMatch, etag)
      : ifModified !== undefined && seconds(modified) <= seconds(ifModified)
  ) {return 304;}
  return 200;
}

/** If-Range: a part is only good if the client's copy is of this object; otherwise it gets the whole. */
export function rangeStillApplies(headers: EdgeHeaders, etag: string, modified: Date): boolean {
  const ifRange = headerValue(headers, 'if-range');
  if (ifRange === undefined) return true;
  const since = date(ifRange);
  return since === undefined ? ifRange.trim() === etag : seconds(modified) <= seconds(since);
}

function lists(header: string, etag: string): boolean {
  return header.trim() === '*' || header.split(',').some((item) => item.trim().replace(/^W\//, '') === etag);
}

function date(text: string | undefined): Date | undefined {
  const parsed = new Date(text ?? '');
  return Number.isNaN(parsed.getTime()) ? undefined : parsed;
}

/** HTTP dates have no milliseconds, files do. */
function seconds(at: Date): number {
  return Math.floor(at.getTime() / 1000);
}
