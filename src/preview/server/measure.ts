import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Sent } from '../access-log/sent';

/** Measures a request from here until `end()`: sizes and times for the access log. */
export function measured(incoming: IncomingMessage, outgoing: ServerResponse): { sent: Promise<Sent>; end(): void } {
  const { socket } = incoming;
  const begun = performance.now();
  const viewerPort = socket.remotePort ?? 0;
  // Responses of one connection are sent one after the other.
  let before = socket.bytesWritten;
  let firstByteMs = 0;
  const writeHead = outgoing.writeHead.bind(outgoing);
  outgoing.writeHead = ((...args: Parameters<typeof writeHead>) => {
    before = socket.bytesWritten;
    firstByteMs = performance.now() - begun;
    return writeHead(...args);
  }) as typeof outgoing.writeHead;
  let resolve: (sent: Sent) => void;
  const sent = new Promise<Sent>((resolved) => { resolve = resolved; });
  const end = () => {
    const lastByteMs = performance.now() - begun;
    resolve({
      responseBytes: socket.bytesWritten - before,
      requestBytes: headBytes(incoming) + bodyBytes(incoming),
      firstByteMs: Math.min(firstByteMs, lastByteMs),
      lastByteMs,
      viewerPort,
      isCut: !outgoing.writableFinished,
    });
  };
  return { sent, end };
}

function headBytes({ method = '', url = '', rawHeaders }: IncomingMessage): number {
  const line = `${method} ${url} HTTP/1.1\r\n`.length;
  // Each header has a colon, a blank and a line end, and the last is followed by an empty line.
  return line + rawHeaders.reduce((sum, text) => sum + text.length, 0) + rawHeaders.length * 2 + 2;
}

function bodyBytes({ headers }: IncomingMessage): number {
  return Number(headers['content-length'] ?? 0) || 0;
}
