import { pipeline, Transform, type Readable } from 'node:stream';
import { promisify } from 'node:util';
import { brotliCompress, constants, gzip } from 'node:zlib';
import type { Coding } from '../../core/cache/accept-encoding';

/** The origin, or its connection, has failed after the headers. */
export class BrokenBody extends Error {}

/** Reads a whole body; undefined, with the rest of the stream, if it is longer than the limit. */
export async function readWhole(stream: Readable, maxBytes: number): Promise<Buffer | { readonly rest: Readable }> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of stream.iterator({ destroyOnReturn: false }) as AsyncIterable<Buffer>) {
      chunks.push(chunk);
      bytes += chunk.length;
      if (bytes > maxBytes) {
        stream.unshift(Buffer.concat(chunks));
        return { rest: stream };
      }
    }
  } catch (cause) {
    throw new BrokenBody('the body is not complete', { cause });
  }
  return Buffer.concat(chunks, bytes);
}

/**
 * Passes a body on, and calls `done` with all of it at its end, with undefined if it is longer than the limit, is
 * broken, or nobody reads on.
 */
export function copying(stream: Readable, maxBytes: number, done: (body: Buffer | undefined) => void): Readable {
  let chunks: Buffer[] | undefined = [];
  let bytes = 0;
  const copy = new Transform({
    transform(chunk: Buffer, _, next) {
      bytes += chunk.length;
      if (bytes > maxBytes && chunks !== undefined) {
        chunks = undefined;
        done(undefined);
      }
      chunks?.push(chunk);
      next(null, chunk);
    },
  });
  pipeline(stream, copy, (failed) => {
    if (failed) done(undefined);
    else if (chunks !== undefined) done(Buffer.concat(chunks, bytes));
  });
  return copy;
}

const brotli = promisify<Buffer, object, Buffer>(brotliCompress);
const zip = promisify<Buffer, object, Buffer>(gzip);

/** CloudFront does not say how hard it tries; these levels are fast. */
export function compressed(body: Buffer, coding: Coding): Promise<Buffer> {
  return coding === 'gzip' ? zip(body, { level: 6 }) : brotli(body, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 5, [constants.BROTLI_PARAM_SIZE_HINT]: body.length },
  });
}
