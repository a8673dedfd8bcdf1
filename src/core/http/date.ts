/** The date that HTTP prescribes, with the liberties that servers take: no weekday, dashes, an offset for GMT. */
const USUAL = /^(?:[a-z]{3,9},?\s+)?\d{1,2}[ -][a-z]{3}[ -]\d{2,4}\s+\d{1,2}:\d\d:\d\d\s+(?:GMT|UTC|[+-]\d{4})$/i;

/** The date of C's `asctime`, which has no zone and means GMT. */
const ASCTIME = /^[a-z]{3}\s+[a-z]{3}\s+\d{1,2}\s+\d\d:\d\d:\d\d\s+\d{4}$/i;

/**
 * Milliseconds since the epoch of a date in a header (RFC 9110 §5.6.7), or undefined. `Date.parse` alone
 * also finds a date in `3600` and in the ETag `"abc-1"`.
 */
export function httpDate(text: string | undefined): number | undefined {
  const trimmed = (text ?? '').trim();
  const time = USUAL.test(trimmed) ? Date.parse(trimmed) : ASCTIME.test(trimmed) ? Date.parse(`${trimmed} GMT`) : NaN;
  return Number.isNaN(time) ? undefined : time;
}
