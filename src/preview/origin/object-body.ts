import { createHash } from 'node:crypto';
import { createReadStream, readFileSync } from 'node:fs';
import type { ByteRange } from './byte-range';
import type { StoredObject } from './find-object';
import type { Body } from '../exchange/message';

/** The bytes of an object, opened once per request. */
export interface ObjectBytes {
  readonly size: number;
  readonly etag: string;
  read(range?: ByteRange): Body;
}

/** Digests by file, kept as long as the file is the same: an ETag costs reading the whole object. */
const digests = new Map<string, { stamp: string; etag: string }>();

export function openObject(object: StoredObject): ObjectBytes {
  return object.layer.markers.size > 0 ? replaced(object) : onDisk(object);
}

function onDisk({ file, stats }: StoredObject): ObjectBytes {
  const stamp = `${stats.mtimeMs}:${stats.size}`;
  const known = digests.get(file);
  const etag = known?.stamp === stamp ? known.etag : digest(readFileSync(file));
  digests.set(file, { stamp, etag });
  return { size: stats.size, etag, read: (range) => createReadStream(file, range) };
}

/** A file with placeholders is small (configuration), so it is read whole and its tokens are put in. */
function replaced({ file, layer }: StoredObject): ObjectBytes {
  let text = readFileSync(file).toString('latin1');
  for (const [marker, value] of layer.markers) text = text.split(marker).join(Buffer.from(value).toString('latin1'));
  const bytes = Buffer.from(text, 'latin1');
  return { size: bytes.length, etag: digest(bytes), read: (range) => (range ? bytes.subarray(range.start, range.end + 1) : bytes) };
}

function digest(bytes: Buffer): string {
  return `"${createHash('md5').update(bytes).digest('hex')}"`;
}
