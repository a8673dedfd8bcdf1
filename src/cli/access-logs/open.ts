import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { STDIN } from './files';

/** Chunks so large that their number costs nothing. */
const CHUNK_BYTES = 256 * 1024;
/** The longest mark by which a kind of file is known. */
const MARK_BYTES = 4;

export type Kind = 'lines' | 'gzip' | 'parquet';

export interface OpenFile {
  readonly kind: Kind;
  /** Its bytes, unpacked if they were packed. Errors that it throws are about what comes after. */
  readonly chunks: AsyncIterable<Uint8Array>;
}

/** Opens a file of logs. What it is, its first bytes say: names of files change on their way. */
export async function openLog(path: string, onRead: (bytes: number) => void): Promise<OpenFile> {
  const source = path === STDIN ? process.stdin : createReadStream(path, { highWaterMark: CHUNK_BYTES });
  const iterator = (source as AsyncIterable<Buffer>)[Symbol.asyncIterator]();
  let first: Buffer = Buffer.alloc(0);
  let isOver = false;
  while (first.length < MARK_BYTES && !isOver) {
    const { done, value } = await iterator.next();
    if (done) isOver = true;
    else first = first.length === 0 ? value : Buffer.concat([first, value]);
  }
  async function* all(): AsyncGenerator<Buffer> {
    onRead(first.length);
    if (first.length > 0) yield first;
    for (let step; !isOver && !(step = await iterator.next()).done;) {
      onRead(step.value.length);
      yield step.value;
    }
  }
  const kind = kindOf(first);
  return { kind, chunks: kind === 'gzip' ? gunzipped(all()) : all() };
}

function kindOf(first: Buffer): Kind {
  if (first[0] === 0x1f && first[1] === 0x8b) return 'gzip';
  return first.subarray(0, MARK_BYTES).toString('latin1') === 'PAR1' ? 'parquet' : 'lines';
}

function gunzipped(packed: AsyncIterable<Buffer>): AsyncIterable<Uint8Array> {
  const gunzip = createGunzip({ chunkSize: CHUNK_BYTES });
  const source = Readable.from(packed, { objectMode: false });
  source.on('error', (error) => gunzip.destroy(error));
  return source.pipe(gunzip);
}
