import { LogReader, type LogRecord, type Unread } from '../../../src/core/access-logs/reader';

export interface Read {
  readonly errors: Record<string, string>[];
  readonly requests: number;
  readonly unread: Unread[];
}

/** Reads a log that comes in chunks of a size. */
export function read(text: string | Uint8Array, size = Infinity): Read {
  const bytes = typeof text === 'string' ? new TextEncoder().encode(text) : text;
  const errors: Record<string, string>[] = [];
  const reader = new LogReader((record: LogRecord) => errors.push(Object.fromEntries(record)));
  for (let at = 0; at < bytes.length; at += size) reader.push(bytes.slice(at, at + size));
  const unread = reader.end();
  return { errors, requests: reader.requests, unread };
}

/** A line of a legacy log. */
export function legacy(values: Readonly<Record<string, string>> = {}): string {
  const line = {
    'date': '2026-11-28',
    'time': '10:11:12',
    'x-edge-location': 'FRA56-P1',
    'sc-bytes': '919',
    'c-ip': '192.0.2.1',
    'cs-method': 'GET',
    'cs(Host)': 'd111111abcdef8.cloudfront.net',
    'cs-uri-stem': '/a',
    'sc-status': '403',
    'cs(Referer)': '-',
    'cs(User-Agent)': 'curl/8.5.0',
    'cs-uri-query': '-',
    'cs(Cookie)': '-',
    'x-edge-result-type': 'Error',
    'x-edge-request-id': 'id==',
    'x-host-header': 'www.example.com',
    'cs-protocol': 'https',
    'cs-bytes': '40',
    'time-taken': '0.001',
    'x-forwarded-for': '-',
    'ssl-protocol': 'TLSv1.3',
    'ssl-cipher': 'TLS_AES_128_GCM_SHA256',
    'x-edge-response-result-type': 'Error',
    'cs-protocol-version': 'HTTP/2.0',
    'fle-status': '-',
    'fle-encrypted-fields': '-',
    'c-port': '4711',
    'time-to-first-byte': '0.001',
    'x-edge-detailed-result-type': 'Error',
    'sc-content-type': 'text/html',
    'sc-content-len': '919',
    'sc-range-start': '-',
    'sc-range-end': '-',
    ...values,
  };
  return Object.values(line).join('\t');
}
