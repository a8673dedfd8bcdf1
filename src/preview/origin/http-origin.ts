import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { OriginFailure, type Origin } from './origin';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { fromRawHeaders, HOP_BY_HOP, keepHeaders, toRawHeaders, withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest, RequestBody } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';
import { MESSAGE_HEAD_MAX_BYTES } from '../server/limits';
import { isLoopback } from '../server/loopback';

class StaleConnection extends Error {}

/** An origin that the preview calls over HTTP/1.1 at the given URL. */
export class HttpOrigin implements Origin {
  readonly label: string;
  private readonly agent: HttpAgent | HttpsAgent;

  constructor(private readonly target: URL) {
    this.label = target.href.replace(/\/$/, '');
    this.agent =
      target.protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  async fetch(request: OriginRequest, viewer?: Viewer): Promise<EdgeResponse> {
    try {
      return await this.send(request, this.agent, viewer?.signal);
    } catch (error) {
      // The origin may close an idle connection at the moment of its reuse; a new connection shows whether the origin
      // is reachable.
      if (!(error instanceof StaleConnection)) throw error;
      return this.send(request, undefined, viewer?.signal);
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
        // Without an agent, the connection is used for this request only. Requests that must not be sent twice always
        // get a new connection.
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
      // Node.js drops all headers after the first thousand by default, Content-Length among them.
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
            `${this.label} answered ${status}, which is not a valid status`,
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
      // An origin may close the connection without a response, for instance after an upgrade that was not requested.
      outgoing.on('close', () =>
        reject(new OriginFailure(502, CLOUDFRONT_MESSAGES.originUnreachable, `no answer from ${this.label}`)),
      );
      sendBody(request.body, outgoing);
    });
  }

  /** A function may put characters into the path that HTTP does not allow; they are percent-encoded. */
  private path({ origin, uri, querystring }: OriginRequest): string {
    const path = `${this.target.pathname.replace(/\/$/, '')}${origin.path}${uri}${querystring && `?${querystring}`}`;
    return path.replace(/[^\x21-\x7e]+/g, (text) => encodeURIComponent(text));
  }

  /** A flat list, because repeated headers must remain separate lines. */
  private wireHeaders(request: OriginRequest): string[] {
    let headers = keepHeaders(request.headers, (name) => !HOP_BY_HOP.includes(name) && name !== 'content-length');
    for (const { name, value } of request.origin.customHeaders) headers = withHeader(headers, name, value);
    // A local server gets the Host header of the real origin; a remote one needs its own host name to find the site.
    if (!isLoopback(this.target.hostname)) headers = withHeader(headers, 'host', this.target.host);
    if (request.body !== undefined) headers = withHeader(headers, ...framing(request.body));
    return toRawHeaders(withHeader(headers, 'connection', 'Keep-Alive'));
  }
}

function framing({ length }: RequestBody): [name: string, value: string] {
  return length === undefined ? ['transfer-encoding', 'chunked'] : ['content-length', String(length)];
}

/**
 * Sends the body. If the origin stops reading, the rest stays in the viewer's connection, which is needed for the
 * response.
 */
function sendBody(body: RequestBody | undefined, outgoing: ClientRequest): void {
  const rest = body?.rest;
  if (rest === undefined) return void outgoing.end(body?.head);
  outgoing.write(body!.head);
  const fail = (error: Error) => outgoing.destroy(error);
  rest.pipe(outgoing);
  rest.once('error', fail);
  outgoing.once('close', () => rest.unpipe(outgoing).off('error', fail));
}

/** Keeps Transfer-Encoding, because Lambda@Edge shows it to functions, where deleting it is an error. */
function toResponse(incoming: IncomingMessage, status: number): EdgeResponse {
  const headers = keepHeaders(
    fromRawHeaders(incoming.rawHeaders),
    (name) => name === 'transfer-encoding' || !HOP_BY_HOP.includes(name),
  );
  return { status, statusDescription: incoming.statusMessage ?? '', headers, body: incoming };
}
