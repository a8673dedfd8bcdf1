import type { OutgoingHttpHeaders, ServerHttp2Stream } from 'node:http2';
import { finished } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { HOP_BY_HOP, toRawHeaders } from '../../exchange/headers';
import type { EdgeResponse } from '../../exchange/message';

type Lines = Record<string, string | string[]>;

/** Sends a response, until its last byte has been written. */
export async function writeResponse(response: EdgeResponse, stream: ServerHttp2Stream): Promise<void> {
  const { body } = response;
  const isEmpty = body === undefined || (Buffer.isBuffer(body) && body.length === 0);
  respond(stream, response.status, linesOf(response), isEmpty);
  if (isEmpty) return;
  if (!Buffer.isBuffer(body)) return pipeline(body, stream);
  return new Promise((resolve) => {
    finished(stream, { readable: false }, () => resolve());
    stream.end(body);
  });
}

/** By names in lower case. There is no reason phrase, and no header of a connection (RFC 9113 §8.2.2). */
function linesOf({ headers }: EdgeResponse): Lines {
  const raw = toRawHeaders(headers);
  const lines = Object.create(null) as Lines;
  for (let at = 0; at < raw.length; at += 2) {
    const name = raw[at]!.toLowerCase();
    if (HOP_BY_HOP.includes(name)) continue;
    const before = lines[name];
    lines[name] = before === undefined ? raw[at + 1]! : [before, raw[at + 1]!].flat();
  }
  return lines;
}

/** Node.js refuses two lines of some headers, such as X-Content-Type-Options; one line with both means the same. */
function respond(stream: ServerHttp2Stream, status: number, lines: Lines, endStream: boolean): void {
  try {
    stream.respond({ ...lines, ':status': status } as OutgoingHttpHeaders, { endStream, sendDate: false } as object);
  } catch (fault) {
    if ((fault as NodeJS.ErrnoException).code !== 'ERR_HTTP2_HEADER_SINGLE_VALUE') throw fault;
    const joined = Object.entries(lines).map(([name, value]) => (
      [name, name === 'set-cookie' ? value : [value].flat().join(', ')]));
    stream.respond({ ...Object.fromEntries(joined), ':status': status }, { endStream, sendDate: false } as object);
  }
}
