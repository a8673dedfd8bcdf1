import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import type { ByteRange } from './byte-range';
import type { StoredObject } from './find-object';
import type { Body } from '../exchange/message';

/** The content of an object, opened once per request. */
export interface ObjectBytes {
  readonly size: number;
  readonly etag: string;
  read(range?: ByteRange): Body;
}

/**
 * The AWS CLI, which BucketDeployment uses, uploads larger files in parts of this size. The ETag of such an object is
 * not the MD5 digest of its content, so that the file need not be read for it. Files with placeholders are smaller.
 */
const READ_WHOLE_MAX_BYTES = 8 * 1024 * 1024;

/** Smaller files are read at once, which takes less than a stream. */
const READ_AT_ONCE_MAX_BYTES = 64 * 1024;

/** Digests by file, reused while the file is unchanged: an ETag requires reading the whole file. */
const digests = new Map<string, { stamp: string; etag: string }>();

export function openObject(object: StoredObject): ObjectBytes {
  const { layer, stats } = object;
  return layer.markers.size > 0 && stats.size <= READ_WHOLE_MAX_BYTES ? withValues(object) : onDisk(object);
}

function onDisk({ file, stats }: StoredObject): ObjectBytes {
  const stamp = `${stats.mtimeMs}:${stats.size}`;
  const etag = stats.size > READ_WHOLE_MAX_BYTES ? partsDigest(stamp, stats.size) : contentDigest(file, stamp);
  const { size } = stats;
  return { size, etag, read: (range = { start: 0, end: size - 1 }) => bytesOf(file, range, size) };
}

/**
 * Streams exactly the announced number of bytes. If the file grows meanwhile, a client would read the excess as its
 * next response; if it shrinks, the stream fails.
 */
function bytesOf(file: string, { start, end }: ByteRange, size: number): Body {
  let remaining = end - start + 1;
  if (remaining === 0) return Buffer.alloc(0);
  if (size <= READ_AT_ONCE_MAX_BYTES) return readFileSync(file).subarray(start, end + 1);
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      remaining -= chunk.length;
      done(null, chunk);
    },
    flush: (done) => done(remaining === 0 ? null : new Error(`${file} became shorter while it was sent`)),
  });
  return pipeline(createReadStream(file, { start, end }), counted, () => undefined);
}

/** Replaces the placeholders of a file, which is configuration and small enough to be read at once. */
function withValues({ file, layer }: StoredObject): ObjectBytes {
  let text = readFileSync(file).toString('latin1');
  for (const [marker, value] of layer.markers) text = text.split(marker).join(Buffer.from(value).toString('latin1'));
  const bytes = Buffer.from(text, 'latin1');
  return {
    size: bytes.length,
    etag: digest(bytes),
    read: (range) => (range ? bytes.subarray(range.start, range.end + 1) : bytes),
  };
}

function contentDigest(file: string, stamp: string): string {
  const known = digests.get(file);
  const etag = known?.stamp === stamp ? known.etag : digest(readFileSync(file));
  digests.set(file, { stamp, etag });
  return etag;
}

/** An ETag in the form of a multipart upload. It changes when the file does. */
function partsDigest(stamp: string, size: number): string {
  return `"${createHash('md5').update(stamp).digest('hex')}-${Math.ceil(size / READ_WHOLE_MAX_BYTES)}"`;
}

function digest(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
