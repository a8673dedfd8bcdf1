const DATE = /^(\d{4})-(\d\d)-(\d\d)(?:[T ](\d\d):(\d\d)(?::(\d\d)(?:\.\d{1,9})?)?(Z|[+-](?:0\d|1[0-4]):?[0-5]\d)?)?$/;

/** The last second that a date in a file or in a header can have: `9999-12-31` means forever, and not the day after. */
const LAST = Date.UTC(9999, 11, 31, 23, 59, 59);

/**
 * Parses a date to milliseconds since the epoch; undefined for an invalid date, or a day that does not exist. A day
 * without a time is the whole day: an end includes it. Times without a zone are UTC.
 */
export function timeOf(text: string, isEnd: boolean): number | undefined {
  const match = DATE.exec(text);
  if (match === null) return undefined;
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map((part) => Number(part ?? 0));
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute, second));
  // `Date.UTC` adds 1900 to years before 100.
  const sameDay = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1 && date.getUTCDate() === day;
  if (!sameDay || hour > 23 || minute > 59 || second > 59) return undefined;
  if (match[4] === undefined) return Math.min(date.getTime() + (isEnd ? 86_400_000 : 0), LAST);
  const zone = /^([+-])(\d\d):?(\d\d)$/.exec(match[7] ?? '');
  const minutes = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  return Math.min(date.getTime() - minutes * 60_000, LAST);
}
