import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { departure } from './departures';
import { MESSAGE_HEAD_MAX_BYTES } from './limits';
import { statusOf, wireText, type Malformed } from './malformed';
import { passOver, readBody } from './request-body';
import { error } from '../../core/problem';
import { PreviewError } from '../errors';
import { fromRawHeaders, reasonPhrase, toRawHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';
import type { Arrival } from '../exchange/new-exchange';

interface Pending {
  readonly incoming: IncomingMessage;
  readonly outgoing: ServerResponse;
}

export type Respond = (arrival: Arrival) => Promise<EdgeResponse>;

/** After these, CloudFront closes the connection: what follows on it may not be what it seems. */
const CLOSING = [400, 408, 414, 494];

/** The preview's door: HTTP/1.1 on a loopback address. */
export class HttpServer {
  private readonly server: Server;
  /** Requests that wait for their answer, or for the rest of it. */
  private readonly pending = new Map<Socket, Set<Pending>>();

  constructor(private readonly respond: Respond, private readonly malformed: Malformed) {
    this.server = createServer(
      { maxHeaderSize: MESSAGE_HEAD_MAX_BYTES, requireHostHeader: false },
      (incoming, outgoing) => {
        this.answer(incoming, outgoing).catch(() => outgoing.destroy());
      },
    );
    // All of them are looked at; Node.js would leave out those after the first thousand.
    this.server.maxHeadersCount = 0;
    this.server.on('clientError', (fault, socket) => this.refuse(socket as Socket, statusOf(fault)));
    this.server.on('connect', (_, socket) => this.refuse(socket as Socket, 400));
  }

  /** Resolves to the port, which the system chooses when 0 is asked for. */
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
    const { socket } = incoming;
    const viewer = departure(socket);
    const self: Pending = { incoming, outgoing };
    const open = this.pending.get(socket) ?? new Set<Pending>();
    this.pending.set(socket, open.add(self));
    // A connection that breaks has its own event; without a listener, it would be nobody's error.
    outgoing.on('error', () => undefined);
    try {
      const response = incomprehensible(incoming)
        ? this.malformed(400)
        : await this.respond(await arrivalOf(incoming, viewer.signal));
      if (viewer.signal.aborted || response.status === 0) return void outgoing.destroy();
      await send(response, incoming, outgoing);
    } finally {
      viewer.answered();
      open.delete(self);
      if (open.size === 0) this.pending.delete(socket);
    }
  }

  /**
   * What is no HTTP gets an answer all the same, after those of the requests before it on its connection have been
   * given.
   */
  private refuse(socket: Socket, status: number | undefined): void {
    if (status === undefined || !socket.writable) return void socket.destroy();
    const before = [...this.pending.get(socket) ?? []].filter(({ incoming }) => incoming.complete).at(-1)?.outgoing;
    if (before !== undefined) {
      before.shouldKeepAlive = false;
      return void before.once('finish', () => socket.end());
    }
    // A broken body is found when its answer has begun already: then there is no room for another one.
    if ([...this.pending.get(socket) ?? []].some(({ outgoing }) => outgoing.headersSent)) return void socket.destroy();
    socket.on('error', () => undefined);
    socket.end(wireText(this.malformed(status)), () => socket.destroy());
  }
}

async function send(response: EdgeResponse, incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
  const { status, headers, body } = response;
  outgoing.sendDate = false;
  if (CLOSING.includes(status)) outgoing.shouldKeepAlive = false;
  const reason = reasonPhrase(response);
  if (reason === undefined) outgoing.writeHead(status, toRawHeaders(headers));
  else outgoing.writeHead(status, reason, toRawHeaders(headers));
  if (body !== undefined && !Buffer.isBuffer(body)) await pipeline(body, outgoing, { end: false });
  else outgoing.write(body ?? '');
  if (!incoming.complete) await passOver(incoming);
  await new Promise<void>((resolve) => outgoing.once('close', resolve).once('finish', resolve).end());
}

function listenProblem({ code, message }: NodeJS.ErrnoException, host: string, port: number) {
  return code === 'EADDRINUSE'
    ? error('EDGE_PREVIEW_PORT', `${port} is in use on ${host}; stop what uses it, or name another one (0 takes `
      + 'any free one)', '--port')
    : error('EDGE_PREVIEW_LISTEN', `cannot listen on ${host}:${port}: ${message}`);
}

/** HTTP/1.1 wants exactly one Host header (RFC 9112 §3.2); two could be one name to us and another to somebody else. */
function incomprehensible({ rawHeaders, httpVersion }: IncomingMessage): boolean {
  const hosts = rawHeaders.filter((name, at) => at % 2 === 0 && name.toLowerCase() === 'host').length;
  return hosts > 1 || (httpVersion === '1.1' ? hosts === 0 : httpVersion !== '1.0');
}

async function arrivalOf(incoming: IncomingMessage, signal: AbortSignal): Promise<Arrival> {
  // A proxy's client may send the whole URL; CloudFront goes by the path.
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/i, '');
  const [uri, querystring] = splitTarget(target);
  const body = await readBody(incoming);
  return {
    request: { method: incoming.method ?? 'GET', uri, querystring, headers: fromRawHeaders(incoming.rawHeaders), body },
    clientIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    httpVersion: incoming.httpVersion,
    host: incoming.headers.host ?? '',
    signal,
  };
}

export function splitTarget(target: string): [uri: string, querystring: string] {
  const at = target.indexOf('?');
  const uri = at < 0 ? target : target.slice(0, at);
  return [uri.startsWith('/') ? uri : `/${uri}`, at < 0 ? '' : target.slice(at + 1)];
}
