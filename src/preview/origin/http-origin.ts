import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { OriginFailure, type Origin } from './origin';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { fromRawHeaders, HOP_BY_HOP, keepHeaders, toRawHeaders, withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest, RequestBody } from '../exchange/message';
import { MESSAGE_HEAD_MAX_BYTES } from '../server/limits';
import { isLoopback } from '../server/loopback';

class StaleConnection extends Error {}

/** An origin that is spoken to over HTTP/1.1, at the address where the preview finds it. */
export class HttpOrigin implements Origin {
  readonly label: string;
  private readonly agent: HttpAgent | HttpsAgent;

  constructor(private readonly target: URL) {
    this.label = target.href.replace(/\/$/, '');
    this.agent =
      target.protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  async fetch(request: OriginRequest, signal?: AbortSignal): Promise<EdgeResponse> {
    try {
      return await this.send(request, this.agent, signal);
    } catch (error) {
      // The origin may close an idle connection in the moment in which it is used again; a fresh one tells whether it
      // is there.
      if (!(error instanceof StaleConnection)) throw error;
      return this.send(request, undefined, signal);
    }
  }

  close(): void {
    this.agent.destroy();
  }

  private send(
    request: OriginRequest,
    agent: HttpAgent | HttpsAgent | undefined,
    signal: AbortSignal | undefined,
  ): Promise<EdgeResponse> {
    const { target } = this;
    const seconds = request.origin.custom.readTimeoutSec;
    const idempotent = ['GET', 'HEAD', 'OPTIONS', 'PUT', 'DELETE'].includes(request.method);
    return new Promise((resolve, reject) => {
      const outgoing = (target.protocol === 'https:' ? httpsRequest : httpRequest)({
        // Without an agent, the connection is for this request alone; what must not be sent twice always gets such a
        // one.
        agent: idempotent && request.body?.rest === undefined ? (agent ?? false) : false,
        protocol: target.protocol,
        host: target.hostname.replace(/^\[|\]$/g, ''),
        port: target.port === '' ? undefined : target.port,
        method: request.method,
        path: this.path(request),
        headers: this.wireHeaders(request),
        timeout: seconds * 1000,
        signal,
        maxHeaderSize: MESSAGE_HEAD_MAX_BYTES,
      });
      // All of an answer's headers, not the first thousand: the length may be among the others.
      outgoing.maxHeadersCount = 0;
      outgoing.on('timeout', () =>
        outgoing.destroy(
          new OriginFailure(504, CLOUDFRONT_MESSAGES.originTimeout, `${this.label} did not answer within ${seconds} s`),
        ),
      );
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? 0;
        if (status >= 200 && status <= 599) return resolve(toResponse(incoming, status));
        outgoing.destroy(
          new OriginFailure(
            502,
            CLOUDFRONT_MESSAGES.originUnreachable,
            `${this.label} answered with the status ${status}, which is none`,
          ),
        );
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (error instanceof OriginFailure) {
          reject(error);
        } else if (outgoing.reusedSocket) {
          reject(new StaleConnection());
        } else {
          reject(
            new OriginFailure(
              502,
              CLOUDFRONT_MESSAGES.originUnreachable,
              `no answer from ${this.label}: ${error.message || error.code}`,
            ),
          );
        }
      });
      // An origin may leave without a word, for instance after an upgrade that nobody asked for.
      outgoing.on('close', () =>
        reject(new OriginFailure(502, CLOUDFRONT_MESSAGES.originUnreachable, `no answer from ${this.label}`)),
      );
      sendBody(request.body, outgoing);
    });
  }

  /** A function may leave characters in the path that HTTP does not take; they travel percent-encoded. */
  private path({ origin, uri, querystring }: OriginRequest): string {
    const path = `${this.target.pathname.replace(/\/$/, '')}${origin.path}${uri}${querystring && `?${querystring}`}`;
    return path.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text));
  }

  /** A flat list, because repeated headers must stay repeated. */
  private wireHeaders(request: OriginRequest): string[] {
    let headers = keepHeaders(request.headers, (name) => !HOP_BY_HOP.includes(name) && name !== 'content-length');
    for (const { name, value } of request.origin.customHeaders) headers = withHeader(headers, name, value);
    // A stand-in on this machine is asked as the real origin would be; another server needs its own name to find the
    // site.
    if (!isLoopback(this.target.hostname)) headers = withHeader(headers, 'host', this.target.host);
    if (request.body !== undefined) headers = withHeader(headers, ...framing(request.body));
    return toRawHeaders(withHeader(headers, 'connection', 'Keep-Alive'));
  }
}

function framing({ length }: RequestBody): [name: string, value: string] {
  return length === undefined ? ['transfer-encoding', 'chunked'] : ['content-length', String(length)];
}

/** What an origin does not take any more stays where it is: the viewer's connection is still needed for the answer. */
function sendBody(body: RequestBody | undefined, outgoing: ClientRequest): void {
  const rest = body?.rest;
  if (rest === undefined) return void outgoing.end(body?.head);
  outgoing.write(body!.head);
  const broke = (error: Error) => outgoing.destroy(error);
  rest.pipe(outgoing);
  rest.once('error', broke);
  outgoing.once('close', () => rest.unpipe(outgoing).off('error', broke));
}

/** Transfer-Encoding stays visible: Lambda@Edge shows it to functions, and deleting it there is an error. */
function toResponse(incoming: IncomingMessage, status: number): EdgeResponse {
  const headers = keepHeaders(
    fromRawHeaders(incoming.rawHeaders),
    (name) => name === 'transfer-encoding' || !HOP_BY_HOP.includes(name),
  );
  return { status, statusDescription: incoming.statusMessage ?? '', headers, body: incoming };
}
