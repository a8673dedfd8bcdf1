import type { LogRecord } from '../../access-logs/reader';
import type { RedirectRequest } from '../rule/types';

/** Headers of the viewer that a log has, if it was made with them. */
const HEADERS: Readonly<Record<string, string>> = {
  'cookie': 'cs(Cookie)',
  'referer': 'cs(Referer)',
  'user-agent': 'cs(User-Agent)',
  'accept': 'cs-accept',
  'accept-encoding': 'cs-accept-encoding',
};

/** The request of a line, as far as the log says what it was. */
export function logged(record: LogRecord, time: string | undefined): RedirectRequest {
  const [path, ...more] = sent(record.get('cs-uri-stem') ?? '/').split('?');
  const value = (name: string): string | undefined => {
    const text = record.get(name);
    return text === undefined ? undefined : decoded(text);
  };
  const now = time === undefined ? NaN : Date.parse(time);
  return {
    path,
    // In real-time logs the query stands in the stem, too.
    query: sent(record.get('cs-uri-query') ?? more.join('?')),
    host: record.get('x-host-header') ?? record.get('cs(Host)'),
    method: record.get('cs-method') ?? 'GET',
    country: record.get('c-country'),
    header: (name) => (Object.hasOwn(HEADERS, name) ? value(HEADERS[name]) : undefined),
    now: Number.isNaN(now) ? Date.now() : now,
  };
}

/** A part of the URL as the viewer sent it: CloudFront escapes it, also the `%` of its escapes. */
function sent(text: string): string {
  return text.replace(/%25(?=[\da-f]{2})/gi, '%');
}

/** The value of a header, which CloudFront escapes in logs. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
