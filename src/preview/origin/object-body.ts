import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import { pipeline, Transform } from 'node:stream';
import type { ByteRange } from './byte-range';
import type { StoredObject } from './find-object';
import type { Body } from '../exchange/message';

/** The bytes of an object, opened once per request. */
export interface ObjectBytes {
  readonly size: number;
  readonly etag: string;
  read(range?: ByteRange): Body;
}

/**
 * The AWS CLI, which BucketDeployment uses, uploads what is larger in parts of this size; such an object's ETag is no
 * digest of its content, and nothing has to be read for it. Nor is anything that large a file with placeholders.
 */
const READ_WHOLE_MAX_BYTES = 8 * 1024 * 1024;

/** Digests by file, kept as long as the file is the same: an ETag costs reading the whole object. */
const digests = new Map<string, { stamp: string; etag: string }>();

export function openObject(object: StoredObject): ObjectBytes {
  const { layer, stats } = object;
  return layer.markers.size > 0 && stats.size <= READ_WHOLE_MAX_BYTES ? replaced(object) : onDisk(object);
}

function onDisk({ file, stats }: StoredObject): ObjectBytes {
  const stamp = `${stats.mtimeMs}:${stats.size}`;
  const etag = stats.size > READ_WHOLE_MAX_BYTES ? partsDigest(stamp, stats.size) : contentDigest(file, stamp);
  return { size: stats.size, etag, read: (range = { start: 0, end: stats.size - 1 }) => bytesOf(file, range) };
}

/**
 * As many bytes as have been announced, whatever becomes of the file meanwhile: a client would take more for its next
 * answer.
 */
function bytesOf(file: string, { start, end }: ByteRange): Body {
  let left = end - start + 1;
  if (left === 0) return Buffer.alloc(0);
  const counted = new Transform({
    transform(chunk: Buffer, _, done) {
      left -= chunk.length;
      done(null, chunk);
    },
    flush: (done) => done(left === 0 ? null : new Error(`${file} became shorter while it was sent`)),
  });
  return pipeline(createReadStream(file, { start, end }), counted, () => undefined);
}

/** A file with placeholders is small (configuration), so it is read whole and its tokens are put in. */
function replaced({ file, layer }: StoredObject): ObjectBytes {
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

/** Looks like the ETag of an object that was uploaded in parts, and changes when the file does. */
function partsDigest(stamp: string, size: number): string {
  return `"${createHash('md5').update(stamp).digest('hex')}-${Math.ceil(size / READ_WHOLE_MAX_BYTES)}"`;
}

function digest(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
