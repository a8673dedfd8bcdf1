import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { MESSAGE_HEAD_MAX_BYTES } from './limits';
import { statusOf, serializeResponse, type Malformed } from './malformed';
import { measured } from './measure';
import { listenProblem } from './port-problems';
import { drain, readBody } from './request-body';
import { viewerSignal } from './viewer-signal';
import type { Sent } from '../access-log/sent';
import { PreviewError } from '../errors';
import { fromRawHeaders, reasonPhrase, toRawHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';

interface Pending {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

/** Answers some requests instead of the distribution: those of the console. */
export interface Aside {
  takes(incoming: IncomingMessage): boolean;
  answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void>;
}

export type Respond = (received: ReceivedRequest) => Promise<EdgeResponse>;

/** CloudFront closes the connection after these, because the start of the next request on it is uncertain. */
const CLOSING_STATUSES = [400, 408, 414, 494];

/** An HTTP/1.1 server on the loopback interface. */
export class HttpServer {
  private readonly server: Server;
  /** Requests whose response has not been sent completely. */
  private readonly pending = new Map<Socket, Set<Pending>>();

  constructor(
    private readonly respond: Respond,
    private readonly malformed: Malformed,
    private readonly aside?: Aside,
  ) {
    this.server = createServer(
      { maxHeaderSize: MESSAGE_HEAD_MAX_BYTES, requireHostHeader: false },
      (incoming, outgoing) => {
        this.answer(incoming, outgoing).catch(() => outgoing.destroy());
      },
    );
    // Node.js drops all headers after the first thousand by default.
    this.server.maxHeadersCount = 0;
    this.server.on('clientError', (fault, socket) => this.refuse(socket as Socket, statusOf(fault)));
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
    });
  }

  private async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    if (this.aside?.takes(incoming)) return this.aside.answer(incoming, outgoing);
    const { socket } = incoming;
    const measure = measured(incoming, outgoing);
    const viewer = viewerSignal(socket);
    const self: Pending = { incoming, outgoing };
    const open = this.pending.get(socket) ?? new Set<Pending>();
    this.pending.set(socket, open.add(self));
    // A connection that breaks is handled by the signal; without a listener, the error would be unhandled.
    outgoing.on('error', () => undefined);
    try {
      const response = isMalformed(incoming)
        ? this.malformed(400)
        : await this.respond(await receive(incoming, viewer.signal, measure.sent));
      if (viewer.signal.aborted || response.status === 0) return void outgoing.destroy();
      await send(response, incoming, outgoing);
    } finally {
      viewer.release();
      measure.end();
      open.delete(self);
      if (open.size === 0) this.pending.delete(socket);
    }
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

async function send(response: EdgeResponse, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = response;
  outgoing.sendDate = false;
  if (CLOSING_STATUSES.includes(status)) outgoing.shouldKeepAlive = false;
  const reason = reasonPhrase(response);
  if (reason === undefined) outgoing.writeHead(status, toRawHeaders(headers));
  else outgoing.writeHead(status, reason, toRawHeaders(headers));
  if (body !== undefined && !Buffer.isBuffer(body)) await pipeline(body, outgoing, { end: false });
  else outgoing.write(body ?? '');
  if (!incoming.complete) await drain(incoming);
  await new Promise<void>((resolve) => outgoing.once('close', resolve).once('finish', resolve).end());
}

/**
 * HTTP/1.1 requires exactly one Host header (RFC 9112 §3.2): of two, the preview could check one and an origin use the
 * other.
 */
function isMalformed({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  return hosts > 1 || (httpVersion === '1.1' ? hosts === 0 : httpVersion !== '1.0');
}

async function receive(incoming: IncomingMessage, signal: AbortSignal, sent: Promise<Sent>): Promise<ReceivedRequest> {
  // Clients of proxies send an absolute URL; CloudFront uses its path.
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const [uri, querystring] = splitTarget(target);
  const body = await readBody(incoming);
  return {
    request: { method: incoming.method ?? 'GET', uri, querystring, headers: fromRawHeaders(incoming.rawHeaders), body },
    clientIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    httpVersion: incoming.httpVersion,
    host: incoming.headers.host ?? '',
    // Set by a proxy on this machine that offers the preview by HTTPS.
    plainHttp: incoming.headers['x-forwarded-proto'] !== 'https',
    signal,
    sent,
  };
}

export function splitTarget(target: string): [uri: string, querystring: string] {
  const at = target.indexOf('?');
  const uri = at < 0 ? target : target.slice(0, at);
  return [uri.startsWith('/') ? uri : `/${uri}`, at < 0 ? '' : target.slice(at + 1)];
}
