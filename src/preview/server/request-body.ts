import type { IncomingMessage } from 'node:http';
import { finished } from 'node:stream/promises';
import { exposedBodyMaxBytes } from '../../core/facts/edge-limits';
import type { RequestBody } from '../exchange/message';

/** As much as any function gets to see. */
const HEAD_MAX_BYTES = exposedBodyMaxBytes('origin-request');

/** The body of a request, its beginning read; undefined when the request has none. */
export async function readBody(incoming: IncomingMessage): Promise<RequestBody | undefined> {
  const length = incoming.headers['content-length'];
  const chunks: Buffer[] = [];
  let read = 0;
  for await (const chunk of incoming.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    read += chunk.length;
    if (read > HEAD_MAX_BYTES) break;
  }
  const head = Buffer.concat(chunks);
  if (read > HEAD_MAX_BYTES) return { head, length: length === undefined ? undefined : Number(length), rest: incoming };
  return length === undefined && incoming.headers['transfer-encoding'] === undefined
    ? undefined
    : { head, length: read };
}

/**
 * What nobody has read of the body is read and dropped. A client that is still sending when its connection closes loses
 * the answer.
 */
export async function passOver(incoming: IncomingMessage): Promise<void> {
  incoming.unpipe();
  incoming.resume();
  // One that goes away meanwhile has all that there is for it.
  await finished(incoming).catch(() => undefined);
}
