import type { Http2ServerRequest } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import type { Sent } from '../../access-log/sent';
import { toRawHeaders } from '../../exchange/headers';
import type { EdgeResponse } from '../../exchange/message';
import type { Measured } from '../../exchange/new-exchange';

export interface Measure extends Measured {
  begin(response: EdgeResponse): void;
  end(): void;
}

/**
 * Measures a request until `end()`. A connection has many streams, so that its bytes do not count: a head is as long as
 * in HTTP/1.1, before its compression.
 */
export function measured(incoming: Http2ServerRequest, socket: TLSSocket): Measure {
  const { stream, rawHeaders, headers } = incoming;
  const begun = performance.now();
  const viewerPort = socket.remotePort ?? 0;
  let head = 0;
  let body = 0;
  let firstByteMs = 0;
  let listener: ((sent: Sent) => void) | undefined;
  const measure: Measure = {
    whenSent(given) { listener = given; },
    begin({ headers: own, body: content }) {
      firstByteMs = performance.now() - begun;
      head = headBytes(toRawHeaders(own));
      if (Buffer.isBuffer(content)) body = content.length;
      else content?.on('data', (chunk: Buffer) => { body += chunk.length; });
    },
    end() {
      const lastByteMs = performance.now() - begun;
      listener?.({
        responseBytes: head + body,
        requestBytes: headBytes(rawHeaders) + (Number(headers['content-length']) || (measure.body?.head.length ?? 0)),
        firstByteMs: Math.min(firstByteMs, lastByteMs),
        lastByteMs,
        viewerPort,
        isCut: !stream.writableFinished,
        // `complete` is also true of a request that was reset.
        isRequestCut: !(stream as { endAfterHeaders?: boolean }).endAfterHeaders && !stream.readableEnded,
        bodyFault: measure.bodyFault,
      });
    },
  };
  return measure;
}

function headBytes(raw: readonly string[]): number {
  return raw.reduce((sum, text) => sum + text.length + 2, 2);
}
