import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pipeline } from 'node:stream/promises';
import { failure, PreviewError } from '../errors';
import { fromRawHeaders, toRawHeaders } from '../exchange/headers';
import type { EdgeResponse } from '../exchange/message';
import type { Arrival } from '../exchange/new-exchange';

export type Respond = (arrival: Arrival) => Promise<EdgeResponse>;

/** The preview's door: HTTP/1.1 on a loopback address. */
export class HttpServer {
  private readonly server: Server;

  constructor(respond: Respond) {
    this.server = createServer((incoming, outgoing) => {
      answer(incoming, outgoing, respond).catch(() => outgoing.destroy());
    });
  }

  /** Resolves to the port, which the system chooses when 0 is asked for. */
  listen(host: string, port: number): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', (error: NodeJS.ErrnoException) => reject(new PreviewError([listenProblem(error, host, port)])));
      this.server.listen(port, host, () => resolve((this.server.address() as AddressInfo).port));
    });
  }

  close(): Promise<void> {
    return new Promise((resolve) => {
      this.server.close(() => resolve());
      this.server.closeAllConnections();
    });
  }
}

function listenProblem(error: NodeJS.ErrnoException, host: string, port: number) {
  return error.code === 'EADDRINUSE'
    ? failure('EDGE_PREVIEW_PORT', `${port} is in use on ${host}; stop what uses it, or name another one (0 takes any free one)`, '--port')
    : failure('EDGE_PREVIEW_LISTEN', `cannot listen on ${host}:${port}: ${error.message}`);
}

async function answer(incoming: IncomingMessage, outgoing: ServerResponse, respond: Respond): Promise<void> {
  const { status, statusDescription, headers, body } = await respond(await arrivalOf(incoming));
  outgoing.sendDate = false;
  // A reason phrase from a function may hold what HTTP does not allow there; then the standard one is sent.
  const reason = statusDescription !== undefined && /^[\t\x20-\x7e]+$/.test(statusDescription) ? statusDescription : undefined;
  if (reason === undefined) outgoing.writeHead(status, toRawHeaders(headers));
  else outgoing.writeHead(status, reason, toRawHeaders(headers));
  if (body === undefined || Buffer.isBuffer(body)) outgoing.end(body);
  else await pipeline(body, outgoing);
}

async function arrivalOf(incoming: IncomingMessage): Promise<Arrival> {
  // A proxy's client may send the whole URL; CloudFront goes by the path.
  const target = (incoming.url ?? '/').replace(/^https?:\/\/[^/?]*/, '');
  const [uri, querystring] = splitTarget(target);
  const body = await readAll(incoming);
  return {
    request: { method: incoming.method ?? 'GET', uri, querystring, headers: fromRawHeaders(incoming.rawHeaders), body },
    clientIp: incoming.socket.remoteAddress ?? '127.0.0.1',
    httpVersion: incoming.httpVersion,
    host: incoming.headers.host ?? '',
  };
}

export function splitTarget(target: string): [uri: string, querystring: string] {
  const at = target.indexOf('?');
  const uri = at < 0 ? target : target.slice(0, at);
  return [uri.startsWith('/') ? uri : `/${uri}`, at < 0 ? '' : target.slice(at + 1)];
}

/** Whole, because functions may ask for it; undefined when the request has none. */
async function readAll(incoming: IncomingMessage): Promise<Buffer | undefined> {
  const chunks: Buffer[] = [];
  for await (const chunk of incoming) chunks.push(chunk as Buffer);
  const announced = incoming.headers['content-length'] !== undefined || incoming.headers['transfer-encoding'] !== undefined;
  return announced ? Buffer.concat(chunks) : undefined;
}
