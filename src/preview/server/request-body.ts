import type { IncomingMessage } from 'node:http';
import type { Http2ServerRequest } from 'node:http2';
import { finished } from 'node:stream/promises';
import { exposedBodyMaxBytes } from '../../core/facts/edge-limits';
import type { RequestBody } from '../exchange/message';
import type { Viewer } from '../exchange/viewer';

/** The largest part of a body that functions can see. */
const HEAD_MAX_BYTES = exposedBodyMaxBytes('origin-request');

/** Whether a body follows the head of a request, which is not known yet when Node.js calls the listener. */
export function hasBody({ rawHeaders }: IncomingMessage): boolean {
  for (let at = 0; at < rawHeaders.length; at += 2) {
    if (FRAMING.includes(rawHeaders[at]!.length) && /^(?:content-length|transfer-encoding)$/i.test(rawHeaders[at]!)) {
      return true;
    }
  }
  return false;
}

const FRAMING = ['content-length'.length, 'transfer-encoding'.length];

/** The body of a request that has one, with its head read. A viewer who does not send all of it has left. */
export async function readBody(
  incoming: IncomingMessage | Http2ServerRequest, viewer: Viewer,
): Promise<RequestBody | undefined> {
  const length = incoming.headers['content-length'];
  const chunks: Buffer[] = [];
  let read = 0;
  try {
    for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      read += chunk.length;
      if (read > HEAD_MAX_BYTES) break;
    }
  } catch (fault) {
    if (viewer.isRefused) throw fault;
    viewer.leave();
    return undefined;
  }
  const head = Buffer.concat(chunks);
  if (read > HEAD_MAX_BYTES) return { head, length: length === undefined ? undefined : Number(length), rest: incoming };
  return { head, length: read };
}

/**
 * Reads and discards the rest of the body: a client that is still sending when its connection closes loses the
 * response.
 */
export async function drain(incoming: IncomingMessage): Promise<void> {
  incoming.unpipe();
  incoming.resume();
  // A client that disconnects meanwhile needs no response.
  await finished(incoming).catch(() => undefined);
}
