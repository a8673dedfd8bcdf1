import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import type { TLSSocket } from 'node:tls';
import type { Aside, Respond } from './answers';
import type { Certificate } from './certificate/certificate';
import { Http2Requests } from './http2/http2-requests';
import { MESSAGE_HEAD_MAX_BYTES } from './limits';
import { statusOf, serializeResponse, type Malformed } from './malformed';
import { Measure } from './measure';
import { listenProblem } from './port-problems';
import { drain, readBody } from './request-body';
import { splitTarget } from './split-target';
import { tlsOf } from './tls-of';
import { headerValue } from '../../core/http/headers';
import { PreviewError } from '../errors';
import { fromRawHeaders, reasonPhrase, toRawHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';
import { Viewer } from '../exchange/viewer';

/** A request whose response has not been sent completely. */
class Pending {
  readonly viewer = new Viewer();
  readonly measure: Measure;

  constructor(readonly incoming: IncomingMessage, readonly outgoing: ServerResponse) {
    this.measure = new Measure(incoming, outgoing);
  }
}

/** CloudFront closes the connection after these, because the start of the next request on it is uncertain. */
const CLOSING_STATUSES = [400, 408, 414, 494];

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
    const listener = (incoming: IncomingMessage, outgoing: ServerResponse) => {
      this.answer(incoming, outgoing).catch(() => outgoing.destroy());
    };
    if (certificate === undefined) {
      this.server = createServer(settings, listener);
    } else {
      this.server = createTlsServer({ ...settings, ...tlsSettings(certificate) }, listener);
      this.http2 = new Http2Requests(respond, malformed, aside);
      this.shareConnections(this.http2);
    }
    // Node.js drops all headers after the first thousand by default.
    this.server.maxHeadersCount = 0;
    this.server.on('clientError', (fault, socket) => this.refuse(socket as Socket, statusOf(fault)));
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

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (this.aside?.takes(incoming)) return this.aside.answer(incoming, outgoing);
    const pending = new Pending(incoming, outgoing);
    const open = this.pendingOf(incoming.socket).add(pending);
    // A connection that breaks is handled by its end; without a listener, the error would be unhandled.
    outgoing.on('error', ignored);
    try {
      const response = isMalformed(incoming) ? this.malformed(400) : await this.respond(await receive(pending));
      if (pending.viewer.isGone || response.status === 0) return void outgoing.destroy();
      await send(response, pending);
    } finally {
      pending.measure.end();
      open.delete(pending);
    }
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
      for (const { viewer } of open) viewer.leave();
    };
    if (socket.destroyed) queueMicrotask(close);
    else socket.once('close', close);
    return open;
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

function ignored(): void {}

async function send(response: EdgeResponse, { incoming, outgoing, measure }: Pending): Promise<void> {
  const { status, headers, body } = response;
  measure.begin();
  outgoing.sendDate = false;
  if (CLOSING_STATUSES.includes(status)) outgoing.shouldKeepAlive = false;
  const reason = reasonPhrase(response);
  if (reason === undefined) outgoing.writeHead(status, toRawHeaders(headers));
  else outgoing.writeHead(status, reason, toRawHeaders(headers));
  // In one piece with the head: each write is a call of the system.
  if (incoming.complete && (body === undefined || Buffer.isBuffer(body))) return finished(outgoing, body);
  if (body !== undefined && !Buffer.isBuffer(body)) await pipeline(body, outgoing, { end: false });
  else outgoing.write(body ?? '');
  if (!incoming.complete) await drain(incoming);
  await finished(outgoing);
}

function finished(outgoing: ServerResponse, body?: Buffer): Promise<void> {
  return new Promise((resolve) => outgoing.once('close', resolve).once('finish', resolve).end(body));
}

/**
 * HTTP/1.1 requires exactly one Host header (RFC 9112 §3.2): of two, the preview could check one and an origin use the
 * other.
 */
function isMalformed({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  let hosts = 0;
  for (let at = 0; at < rawHeaders.length; at += 2) {
    const { length } = rawHeaders[at]!;
    if (length === 4 && rawHeaders[at]!.toLowerCase() === 'host') hosts++;
    // HTTP/1.0 has no chunks, so that programs disagree on where such a request ends (RFC 9112 §6.1).
    if (length === 17 && httpVersion === '1.0' && rawHeaders[at]!.toLowerCase() === 'transfer-encoding') return true;
  }
  return hosts > 1 || (httpVersion === '1.1' ? hosts === 0 : httpVersion !== '1.0');
}

/** `incoming.headers` is not used: Node.js makes it when it is read, from the same lines. */
async function receive({ incoming, viewer, measure: { whenSent } }: Pending): Promise<ReceivedRequest> {
  // Clients of proxies send an absolute URL, whose host takes the place of the Host header (RFC 9112 §3.2.2).
  const [origin, named] = /^https?:\/\/([^/?]*)/i.exec(incoming.url!) ?? [''];
  const [uri, querystring] = splitTarget(incoming.url!.slice(origin.length));
  const headers = fromRawHeaders(incoming.rawHeaders);
  if (named !== undefined) headers.host = [{ key: 'Host', value: named }];
  const hasBody = headers['content-length'] !== undefined || headers['transfer-encoding'] !== undefined;
  const body = hasBody ? await readBody(incoming) : undefined;
  const tls = tlsOf(incoming.socket);
  return {
    request: { method: incoming.method ?? 'GET', uri, querystring, headers, body },
    clientIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    httpVersion: incoming.httpVersion,
    host: headers.host?.[0]?.value ?? '',
    tls,
    // Set by a proxy on this machine that offers the preview by HTTPS.
    plainHttp: tls === undefined && headerValue(headers, 'x-forwarded-proto') !== 'https',
    viewer,
    whenSent,
  };
}
