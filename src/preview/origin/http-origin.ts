import { Agent as HttpAgent, request as httpRequest, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent, request as httpsRequest } from 'node:https';
import { tlsOptions } from './certificate-names';
import { OriginFailure, type Attempt, type Origin } from './origin';
import { guard } from './origin-timeouts';
import { wireHeaders, wirePath } from './wire-request';
import { REQUEST_HEADERS_MAX_BYTES } from '../../core/facts/edge-limits';
import { fromRawHeaders, HOP_BY_HOP, keepHeaders } from '../exchange/headers';
import type { EdgeResponse, OriginRequest, RequestBody } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';
import { MESSAGE_HEAD_MAX_BYTES } from '../server/limits';

class StaleConnection extends Error {}

/** An origin that the preview calls over HTTP/1.1 at the given URL. */
export class HttpOrigin implements Origin {
  readonly label: string;
  /** By their keep-alive timeouts, which functions may change. */
  private readonly agents = new Map<number, HttpAgent | HttpsAgent>();
  private readonly open = new Set<ClientRequest>();
  private isClosed = false;

  constructor(private readonly target: URL) {
    this.label = target.href.replace(/\/$/, '');
  }

  async fetch(request: OriginRequest, viewer?: Viewer, attempt: Attempt = { number: 1 }): Promise<EdgeResponse> {
    // Only what may be sent twice uses a connection again, and no second attempt does.
    const agent = attempt.number === 1 && ['GET', 'HEAD'].includes(request.method) && request.body?.rest === undefined
      ? this.agentFor(request.origin.custom.keepaliveTimeoutSec) : undefined;
    try {
      return await this.send(request, agent, viewer?.signal, attempt);
    } catch (error) {
      // The origin may close an idle connection at the moment of its reuse; a new connection shows whether the origin
      // is reachable.
      if (!(error instanceof StaleConnection)) throw error;
      attempt.again?.(`${this.label} had closed the connection that was open`);
      return this.send(request, undefined, viewer?.signal, attempt);
    }
  }

  /** Ends its requests, too: those in the background have nobody who would. */
  close(): void {
    this.isClosed = true;
    for (const outgoing of this.open) outgoing.destroy(closed());
    for (const agent of this.agents.values()) agent.destroy();
  }

  private get isTls(): boolean {
    return this.target.protocol === 'https:';
  }

  /** Closes connections that are idle for the keep-alive timeout of the origin. */
  private agentFor(keepaliveSec: number): HttpAgent | HttpsAgent {
    let agent = this.agents.get(keepaliveSec);
    if (agent === undefined) {
      const options = { keepAlive: true, timeout: keepaliveSec * 1_000 };
      this.agents.set(keepaliveSec, (agent = this.isTls ? new HttpsAgent(options) : new HttpAgent(options)));
    }
    return agent;
  }

  private send(
    request: OriginRequest, agent: HttpAgent | HttpsAgent | undefined, signal: AbortSignal | undefined,
    attempt: Attempt,
  ): Promise<EdgeResponse> {
    const { target, label } = this;
    if (this.isClosed) return Promise.reject(closed());
    return new Promise((resolve, reject) => {
      const outgoing = (this.isTls ? httpsRequest : httpRequest)({
        // Without an agent, the connection is used for this request only.
        agent: agent ?? false,
        protocol: target.protocol,
        host: target.hostname.replace(/^\[|\]$/g, ''),
        port: target.port === '' ? undefined : target.port,
        method: request.method,
        path: wirePath(request, target),
        headers: wireHeaders(request, target),
        signal,
        maxHeaderSize: MESSAGE_HEAD_MAX_BYTES,
        ...(this.isTls && tlsOptions(target.hostname, request.origin)),
      });
      this.open.add(outgoing);
      // Node.js drops all headers after the first thousand by default, Content-Length among them.
      outgoing.maxHeadersCount = 0;
      let isConnected = false;
      guard(outgoing, request.origin.custom, attempt, label, () => {
        isConnected = true;
        // Not before: if there is no connection, the body is still there for the next attempt.
        if (request.body?.rest !== undefined) streamBody(request.body, outgoing);
      });
      outgoing.on('response', (incoming) => {
        const status = incoming.statusCode ?? 0;
        if (status < 200 || status > 599) {
          const fault = `${label} answered ${status}, which is not a valid status`;
          outgoing.destroy(new OriginFailure('invalid-response', fault));
        } else if (headBytes(incoming) > REQUEST_HEADERS_MAX_BYTES) {
          outgoing.destroy(tooLarge(label));
        } else {
          resolve(toResponse(incoming, status));
        }
      });
      outgoing.on('error', (error: NodeJS.ErrnoException) => {
        if (error instanceof OriginFailure) reject(error);
        else if (isConnected && outgoing.reusedSocket) reject(new StaleConnection());
        else reject(failureOf(error, isConnected, label));
      });
      // An origin may close the connection without a response, for instance after an upgrade that was not requested.
      outgoing.on('close', () => {
        this.open.delete(outgoing);
        reject(new OriginFailure('closed', `no answer from ${label}`));
      });
      if (request.body?.rest === undefined) outgoing.end(request.body?.head);
    });
  }
}

function tooLarge(label: string): OriginFailure {
  return new OriginFailure(
    'headers-too-large', `${label} answered with headers of more than ${REQUEST_HEADERS_MAX_BYTES} bytes`);
}

/** The size as sent: each name and each value are followed by two characters. */
function headBytes({ rawHeaders }: IncomingMessage): number {
  return rawHeaders.reduce((sum, text) => sum + text.length + 2, 0);
}

function closed(): OriginFailure {
  return new OriginFailure('unmapped', 'the preview has been closed');
}

function failureOf({ message, code = '' }: NodeJS.ErrnoException, isConnected: boolean, label: string): OriginFailure {
  const why = message || code;
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return new OriginFailure('unresolved', `${label}: ${why}`);
  if (!isConnected) return new OriginFailure('no-connection', `no connection to ${label}: ${why}`);
  if (code === 'HPE_HEADER_OVERFLOW') return tooLarge(label);
  return code.startsWith('HPE_') ? new OriginFailure('invalid-response', `${label} answered no valid HTTP: ${why}`)
    : new OriginFailure('closed', `no answer from ${label}: ${why}`);
}

/**
 * Streams the body. If the origin stops reading, the rest stays in the viewer's connection, which is needed for the
 * response.
 */
function streamBody({ head, rest }: RequestBody, outgoing: ClientRequest): void {
  const fail = (error: Error) => outgoing.destroy(error);
  outgoing.write(head);
  rest!.pipe(outgoing);
  rest!.once('error', fail);
  outgoing.once('close', () => rest!.unpipe(outgoing).off('error', fail));
}

/** Keeps Transfer-Encoding, because Lambda@Edge shows it to functions, where deleting it is an error. */
function toResponse(incoming: IncomingMessage, status: number): EdgeResponse {
  const headers = keepHeaders(
    fromRawHeaders(incoming.rawHeaders),
    (name) => name === 'transfer-encoding' || !HOP_BY_HOP.includes(name),
  );
  return { status, statusDescription: incoming.statusMessage ?? '', headers, body: incoming };
}
