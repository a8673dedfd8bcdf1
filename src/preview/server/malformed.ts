import { STATUS_CODES } from 'node:http';
import { toRawHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';

/** Makes the complete response to a malformed request, which no stage processes. */
export type Malformed = (status: number) => EdgeResponse;

/** The status for an error of the HTTP parser; undefined if the client cannot get an answer. */
export function statusOf({ code }: NodeJS.ErrnoException): number | undefined {
  // Without an agreement on TLS, no answer can be sent.
  if (code === 'ECONNRESET' || code === 'EPIPE' || /^ERR_(SSL|TLS)_/.test(code ?? '')) return undefined;
  if (code === 'HPE_HEADER_OVERFLOW') return 494;
  return code === 'ERR_HTTP_REQUEST_TIMEOUT' ? 408 : 400;
}

/** Serializes a response for a connection that is closed after it. */
export function serializeResponse({ status, headers, body }: EdgeResponse): Buffer {
  const raw = toRawHeaders(headers);
  const lines = [`HTTP/1.1 ${status} ${STATUS_CODES[status] ?? 'Unknown'}`];
  for (let i = 0; i < raw.length; i += 2) lines.push(`${raw[i]}: ${raw[i + 1]}`);
  lines.push('Connection: close', '', '');
  return Buffer.concat([Buffer.from(lines.join('\r\n'), 'latin1'), Buffer.isBuffer(body) ? body : Buffer.alloc(0)]);
}
