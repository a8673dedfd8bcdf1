import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer, type Http2Server, type Http2ServerRequest, type Http2ServerResponse } from 'node:http2';
import type { TLSSocket } from 'node:tls';
import { measured } from './measure';
import { isMalformed, receive } from './read-request';
import { writeResponse } from './write-response';
import { Viewer } from '../../exchange/viewer';
import type { Aside, Respond } from '../answers';
import { MESSAGE_HEAD_MAX_BYTES } from '../limits';
import type { Malformed } from '../malformed';
import { watched } from '../write-response';

/** Answers the requests of connections that have agreed on HTTP/2. */
export class Http2Requests {
  private readonly server: Http2Server;
  private readonly sockets = new Set<TLSSocket>();

  constructor(
    private readonly respond: Respond,
    private readonly malformed: Malformed,
    private readonly aside?: Aside,
  ) {
    this.server = createServer({
      // Node.js would end the stream at 128 headers or 64 KB: CloudFront's own limits are checked in the stages.
      maxHeaderListPairs: 65_536,
      maxSendHeaderBlockLength: MESSAGE_HEAD_MAX_BYTES,
      settings: { maxHeaderListSize: MESSAGE_HEAD_MAX_BYTES },
    });
    const answer = (incoming: Http2ServerRequest, outgoing: Http2ServerResponse) => {
      this.answer(incoming, outgoing).catch(() => outgoing.stream?.destroy());
    };
    this.server.on('request', answer);
    this.server.on('connect', answer as never);
  }

  accept(socket: TLSSocket): void {
    this.sockets.add(socket);
    socket.once('close', () => this.sockets.delete(socket)).on('error', () => undefined);
    this.server.emit('connection', socket);
  }

  close(): void {
    for (const socket of this.sockets) socket.destroy();
  }

  private async answer(incoming: Http2ServerRequest, outgoing: Http2ServerResponse): Promise<void> {
    const { stream } = incoming;
    const isInvalid = isMalformed(incoming);
    if (!isInvalid && this.aside?.takes(incoming as unknown as IncomingMessage)) {
      return this.aside.answer(incoming as unknown as IncomingMessage, outgoing as unknown as ServerResponse);
    }
    const viewer = new Viewer();
    stream.once('close', () => viewer.leave()).on('error', () => undefined);
    const socket = connectionOf(incoming);
    const measure = measured(incoming, socket);
    try {
      const response = isInvalid
        ? this.malformed(400)
        : await this.respond(await receive(incoming, socket, viewer, measure));
      if (viewer.isGone || response.status === 0) return void stream.destroy();
      measure.begin(response);
      const { body } = response;
      if (body !== undefined && !Buffer.isBuffer(body)) watched(body, viewer, measure);
      await writeResponse(response, stream);
      // What the request still sends is read and discarded, or its window would stay full.
      incoming.resume();
    } finally {
      measure.end();
    }
  }
}

/** The connection itself: what the session offers is a proxy that throws once it is closed. */
function connectionOf({ stream: { session } }: Http2ServerRequest): TLSSocket {
  return session!.socket as TLSSocket;
}
