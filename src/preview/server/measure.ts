import type { IncomingMessage, ServerResponse } from 'node:http';
import { hasBody } from './request-body';
import type { Sent } from '../access-log/sent';
import type { RequestBody } from '../exchange/message';
import type { Measured } from '../exchange/new-exchange';

/** Measures a request from here until `end()`: sizes and times, for those who want to know them. */
export class Measure implements Measured {
  private readonly begun = performance.now();
  private bytesBefore = 0;
  private firstByteMs = 0;
  private listener: ((sent: Sent) => void) | undefined;
  private readonly readBefore: number;
  private readonly viewerPort: number;
  body: RequestBody | undefined;
  bodyFault: unknown;

  constructor(private readonly incoming: IncomingMessage, private readonly outgoing: ServerResponse) {
    this.readBefore = incoming.socket.bytesRead;
    // A connection that has closed does not know it any more.
    this.viewerPort = incoming.socket.remotePort ?? 0;
  }

  whenSent(listener: (sent: Sent) => void): void {
    this.listener = listener;
  }

  /** The response begins. Responses of one connection are sent one after the other. */
  begin(): void {
    if (this.listener === undefined) return;
    this.bytesBefore = this.incoming.socket.bytesWritten;
    this.firstByteMs = performance.now() - this.begun;
  }

  end(): void {
    if (this.listener === undefined) return;
    const { incoming, outgoing, begun, bytesBefore, firstByteMs, bodyFault } = this;
    const lastByteMs = performance.now() - begun;
    this.listener({
      responseBytes: firstByteMs === 0 ? 0 : incoming.socket.bytesWritten - bytesBefore,
      requestBytes: headBytes(incoming) + this.requestBodyBytes(),
      firstByteMs: Math.min(firstByteMs, lastByteMs),
      lastByteMs,
      viewerPort: this.viewerPort,
      isCut: !outgoing.writableFinished,
      isRequestCut: !incoming.complete,
      bodyFault,
    });
  }

  /** Of a body in chunks, what the connection has read since the head, unless its beginning came with the head. */
  private requestBodyBytes(): number {
    const { incoming: { headers, complete, socket }, body, readBefore } = this;
    const length = Number(headers['content-length']);
    if (length >= 0 && complete) return length;
    return hasBody(this.incoming) ? Math.max(body?.head.length ?? 0, socket.bytesRead - readBefore) : 0;
  }
}

function headBytes({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/1.1\r\n`.length;
  // Each header has a colon, a blank and a line end, and the last is followed by an empty line.
  return line + rawHeaders.reduce((sum, text) => sum + text.length, 0) + rawHeaders.length * 2 + 2;
}
