import type { ClientRequest, IncomingMessage } from 'node:http';
import type { Socket } from 'node:net';
import { TLSSocket } from 'node:tls';
import { OriginFailure, type Attempt } from './origin';
import type { CustomOriginSettings } from '../assembly/distribution';

/**
 * Ends a request to an origin as CloudFront does: if there is no connection (with TLS) in time, if nothing comes for
 * the response timeout, and at the deadline of the whole response. A response that has begun is cut.
 */
export function guard(
  outgoing: ClientRequest, { connectionTimeoutSec, readTimeoutSec, responseCompletionTimeoutSec }: CustomOriginSettings,
  { deadline }: Attempt, label: string, connected: () => void,
): void {
  let incoming: IncomingMessage | undefined;
  const end = (kind: 'no-connection-in-time' | 'no-response-in-time', hint: string): void => {
    (incoming ?? outgoing).destroy(new OriginFailure(kind, `${label} ${hint}`));
  };
  const connecting = setTimeout(end, connectionTimeoutSec * 1_000, 'no-connection-in-time',
    `did not accept a connection within ${connectionTimeoutSec} s`);
  const whole = deadline && setTimeout(end, Math.max(0, deadline - performance.now()), 'no-response-in-time',
    `did not complete its response within ${responseCompletionTimeoutSec} s`);
  const clear = () => [connecting, whole].forEach(clearTimeout);
  outgoing.once('response', (response) => (incoming = response)).once('close', clear);
  outgoing.once('socket', (socket) => whenConnected(outgoing, socket, () => {
    clearTimeout(connecting);
    const idle = () => {
      // The viewer reads slowly: the origin has nothing to do with it.
      if (incoming !== undefined && incoming.readableLength >= incoming.readableHighWaterMark) {
        return void socket.setTimeout(readTimeoutSec * 1_000);
      }
      end('no-response-in-time', `did not answer within ${readTimeoutSec} s`);
    };
    socket.setTimeout(readTimeoutSec * 1_000).on('timeout', idle);
    // The connection may be used again.
    outgoing.once('close', () => socket.off('timeout', idle));
    connected();
  }));
}

function whenConnected({ reusedSocket }: ClientRequest, socket: Socket, connected: () => void): void {
  if (reusedSocket) connected();
  else socket.once(socket instanceof TLSSocket ? 'secureConnect' : 'connect', connected);
}
