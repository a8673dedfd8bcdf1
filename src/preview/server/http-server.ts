import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import type { TLSSocket } from 'node:tls';
import type { Aside, Respond } from './answers';
import type { Certificate } from './certificate/certificate';
import { Http2Requests } from './http2/http2-requests';
import { MESSAGE_HEAD_MAX_BYTES } from './limits';
import { statusOf, serializeResponse, type Malformed } from './malformed';
import { Pending } from './pending';
import { listenProblem } from './port-problems';
import { isMalformed, receive } from './read-request';
import { send } from './write-response';
import { PreviewError } from '../errors';
import type { EdgeResponse } from '../exchange/message';
import { afterwards, type Soon } from '../exchange/soon';

/** A server of HTTP/1.1 on the loopback interface; with a certificate, of HTTPS with HTTP/2 and HTTP/1.1. */
export class HttpServer {
  private readonly server: Server;
  private readonly http2: Http2Requests | undefined;
  /** The requests of each connection. */
  private readonly pending = new Map<Socket, Set<Pending>>();

  constructor(
    private readonly respond: Respond,
    private readonly malformed: Malformed,
    private readonly aside?: Aside,
    certificate?: Certificate,
  ) {
    const settings = { maxHeaderSize: MESSAGE_HEAD_MAX_BYTES, requireHostHeader: false };
    const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => this.answer(incoming, outgoing);
    if (certificate === undefined) {
      this.server = createServer(settings, listener);
    } else {
      this.server = createTlsServer({ ...settings, ...tlsSettings(certificate) }, listener);
      this.http2 = new Http2Requests(respond, malformed, aside);
      this.shareConnections(this.http2);
    }
    // Node.js drops all headers after the first thousand by default.
    this.server.maxHeadersCount = 0;
    this.server.on('clientError', (fault: NodeJS.ErrnoException, socket) => {
      const status = statusOf(fault);
      // This one is the end of a connection within a body: the viewer has left.
      if (status !== undefined && fault.code !== 'HPE_INVALID_EOF_STATE') this.refused(socket as Socket);
      this.refuse(socket as Socket, status);
    });
    // CloudFront ignores what a viewer expects; Node.js would answer 417 to all but `100-continue`.
    this.server.on('checkExpectation', listener);
    this.server.on('connect', (_, socket) => this.refuse(socket as Socket, 400));
  }

  /** Resolves to the port, which the system chooses if `port` is 0. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (fault: NodeJS.ErrnoException) => (
        reject(new PreviewError([listenProblem(fault, host, port)]))));
      this.server.listen(port, host, () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
      this.http2?.close();
    });
  }

  /** Connections that have agreed on HTTP/2 are not those of the server of HTTP/1.1. */
  private shareConnections(http2: Http2Requests): void {
    const accept = this.server.listeners('secureConnection') as ((socket: TLSSocket) => void)[];
    this.server.removeAllListeners('secureConnection');
    this.server.on('secureConnection', (socket: TLSSocket) => {
      if (socket.alpnProtocol === 'h2') http2.accept(socket);
      else for (const each of accept) each.call(this.server, socket);
    });
  }

  private answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    if (this.aside?.takes(incoming)) {
      return void this.aside.answer(incoming, outgoing).catch(() => outgoing.destroy());
    }
    const pending = new Pending(incoming, outgoing, this.pendingOf(incoming.socket));
    const failed = () => pending.destroy();
    try {
      const sent = afterwards(this.responseTo(pending), (response) => (
        pending.viewer.isGone || response.status === 0 ? failed() : send(response, pending)));
      if (sent instanceof Promise) sent.catch(failed);
    } catch {
      failed();
    }
  }

  private responseTo(pending: Pending): Soon<EdgeResponse> {
    return isMalformed(pending.incoming) ? this.malformed(400) : afterwards(receive(pending), this.respond);
  }

  /**
   * The requests of a connection, whose viewers leave when it closes. A request that is queued behind another one has
   * no event for that.
   */
  private pendingOf(socket: Socket): Set<Pending> {
    const known = this.pending.get(socket);
    if (known !== undefined) return known;
    const open = new Set<Pending>();
    this.pending.set(socket, open);
    const close = () => {
      this.pending.delete(socket);
      for (const pending of [...open]) pending.closed();
    };
    if (socket.destroyed) queueMicrotask(close);
    else socket.once('close', close);
    return open;
  }

  /** What is read of a body that is not valid HTTP has no stages. */
  private refused(socket: Socket): void {
    for (const { viewer } of this.pending.get(socket) ?? []) viewer.isRefused = true;
  }

  /** Answers a request that is not valid HTTP, after the responses to earlier requests on its connection. */
  private refuse(socket: Socket, status: number | undefined): void {
    if (status === undefined || !socket.writable) return void socket.destroy();
    const before = [...this.pending.get(socket) ?? []].filter(({ incoming }) => incoming.complete).at(-1)?.outgoing;
    if (before !== undefined) {
      before.shouldKeepAlive = false;
      return void before.once('finish', () => socket.end());
    }
    // An invalid body is detected after its response has begun: a second response cannot be sent.
    if ([...this.pending.get(socket) ?? []].some(({ outgoing }) => outgoing.headersSent)) return void socket.destroy();
    socket.on('error', () => undefined);
    socket.end(serializeResponse(this.malformed(status)), () => socket.destroy());
  }
}

function tlsSettings({ pem, key }: Certificate) {
  return {
    cert: pem,
    key: key.export({ type: 'pkcs8', format: 'pem' }),
    minVersion: 'TLSv1.2' as const,
    ALPNProtocols: ['h2', 'http/1.1'],
  };
}
