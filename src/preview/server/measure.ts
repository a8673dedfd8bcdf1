import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sent } from '../access-log/sent';
import type { Measured } from '../exchange/new-exchange';

/** Measures a request from here until `end()`: sizes and times, for those who want to know them. */
export class Measure implements Measured {
  private readonly begun = performance.now();
  private bytesBefore = 0;
  private firstByteMs = 0;
  private listener: ((sent: Sent) => void) | undefined;

  constructor(private readonly incoming: IncomingMessage, private readonly outgoing: ServerResponse) {}

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
    const { incoming, outgoing, begun, bytesBefore, firstByteMs } = this;
    const lastByteMs = performance.now() - begun;
    this.listener({
      responseBytes: firstByteMs === 0 ? 0 : incoming.socket.bytesWritten - bytesBefore,
      requestBytes: headBytes(incoming) + bodyBytes(incoming),
      firstByteMs: Math.min(firstByteMs, lastByteMs),
      lastByteMs,
      viewerPort: incoming.socket.remotePort ?? 0,
      isCut: !outgoing.writableFinished,
    });
  }
}

function headBytes({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/1.1\r\n`.length;
  // Each header has a colon, a blank and a line end, and the last is followed by an empty line.
  return line + rawHeaders.reduce((sum, text) => sum + text.length, 0) + rawHeaders.length * 2 + 2;
}

function bodyBytes({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0) || 0;
}
