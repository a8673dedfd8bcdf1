import { knownFields } from '../fields';

/** What a query of CloudWatch Logs Insights counts. */
const STATISTIC = /^(?:count|count_distinct|sum|avg|min|max|pct|stddev|earliest|latest)\(.*\)$/;

/** A value that is not a line of an access log, and why, where that is worth a word. */
export interface NoLine {
  readonly reason?: string;
}

/** The line of an access log in a value of an export: an event with its message, or a row with fields of a query. */
export function lineOf(value: unknown): string | NoLine {
  if (typeof value !== 'object' || value === null) return {};
  const row = Array.isArray(value) ? rowOf(value) : value as Readonly<Record<string, unknown>>;
  const message = row['@message'] ?? row.message;
  if (typeof message === 'string') return message;
  if (typeof message === 'object' && message !== null) return JSON.stringify(message);
  const fields = Object.entries(row).map(([name, field]) => [name.replace(/^`(.*)`$/, '$1'), field] as const);
  const names = fields.map(([name]) => name);
  if (names.some((name) => STATISTIC.test(name))) return { reason: 'counts requests, and is not one' };
  if (knownFields(names) === 0) return {};
  return JSON.stringify({ ...timeOf(row['@timestamp']), ...Object.fromEntries(fields) });
}

/** As `get-query-results` prints a row: `[{"field": "@message", "value": "…"}]`. */
function rowOf(pairs: readonly unknown[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(pairs.flatMap((pair) => {
    const { field, value } = (pair ?? {}) as { readonly field?: unknown; readonly value?: unknown };
    return typeof field === 'string' ? [[field, value] as const] : [];
  }));
}

/** That of the event, if the query has left out that of the request. */
function timeOf(timestamp: unknown): object {
  const found = /^(\d{4}-\d\d-\d\d)[ T](\d\d:\d\d:\d\d)/.exec(typeof timestamp === 'string' ? timestamp : '');
  return found === null ? {} : { date: found[1], time: found[2] };
}
