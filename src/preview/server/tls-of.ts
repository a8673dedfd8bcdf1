import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';

/** What a connection has agreed on, by the names that OpenSSL and CloudFront's logs use. */
export interface Tls {
  readonly protocol: string;
  readonly cipher: string;
  readonly isResumed: boolean;
}

/** Undefined if the connection has no TLS. */
export function tlsOf(socket: Socket): Tls | undefined {
  if (!(socket instanceof TLSSocket)) return undefined;
  // Both are unknown once the connection is closed.
  return {
    protocol: socket.getProtocol() ?? '-',
    cipher: (socket.getCipher() as { name: string } | undefined)?.name ?? '-',
    isResumed: socket.isSessionReused(),
  };
}
