import { Agent as HttpAgent, request as httpRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { OriginFailure, type Origin } from './origin';
import { CLOUDFRONT_MESSAGES } from '../../core/facts/cloudfront-page';
import { fromRawHeaders, HOP_BY_HOP, keepHeaders, toRawHeaders, withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import { isLoopback } from '../server/loopback';

/** An origin that is spoken to over HTTP/1.1, at the address where the preview finds it. */
export class HttpOrigin implements Origin {
  readonly label: string;
  private readonly agent: HttpAgent | HttpsAgent;

  constructor(private readonly target: URL) {
    this.label = target.href.replace(/\/$/, '');
    this.agent = target.protocol === 'https:' ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  }

  fetch(request: OriginRequest): Promise<EdgeResponse> {
    const { target, agent } = this;
    const send = target.protocol === 'https:' ? httpsRequest : httpRequest;
    return new Promise((resolve, reject) => {
      const outgoing = send({
        agent,
        protocol: target.protocol,
        host: target.hostname.replace(/^\[|\]$/g, ''),
        port: target.port === '' ? undefined : target.port,
        method: request.method,
        path: `${target.pathname.replace(/\/$/, '')}${request.origin.path}${request.uri}${request.querystring && `?${request.querystring}`}`,
        headers: this.wireHeaders(request),
        timeout: request.origin.custom.readTimeoutSec * 1000,
      });
      outgoing.on('timeout', () => outgoing.destroy(new OriginFailure(
        504, CLOUDFRONT_MESSAGES.originTimeout, `${this.label} did not answer within ${request.origin.custom.readTimeoutSec} s`,
      )));
      outgoing.on('response', (incoming) => resolve(toResponse(incoming)));
      outgoing.on('error', (error) => reject(error instanceof OriginFailure ? error : new OriginFailure(
        502, CLOUDFRONT_MESSAGES.originUnreachable, `no answer from ${this.label}: ${error.message || (error as NodeJS.ErrnoException).code}`,
      )));
      outgoing.end(request.body);
    });
  }

  close(): void {
    this.agent.destroy();
  }

  /** A flat list, because repeated headers must stay repeated. */
  private wireHeaders(request: OriginRequest): string[] {
    let headers = keepHeaders(request.headers, (name) => !HOP_BY_HOP.includes(name) && name !== 'content-length');
    for (const { name, value } of request.origin.customHeaders) headers = withHeader(headers, name, value);
    // A stand-in on this machine is asked as the real origin would be; another server needs its own name to find the site.
    if (!isLoopback(this.target.hostname)) headers = withHeader(headers, 'host', this.target.host);
    if (request.body !== undefined) headers = withHeader(headers, 'content-length', String(request.body.length));
    return toRawHeaders(withHeader(headers, 'connection', 'Keep-Alive'));
  }
}

/** Transfer-Encoding stays visible: Lambda@Edge shows it to functions, and deleting it there is an error. */
function toResponse(incoming: IncomingMessage): EdgeResponse {
  const headers = keepHeaders(fromRawHeaders(incoming.rawHeaders), (name) => name === 'transfer-encoding' || !HOP_BY_HOP.includes(name));
  return { status: incoming.statusCode ?? 502, statusDescription: incoming.statusMessage ?? '', headers, body: incoming };
}
