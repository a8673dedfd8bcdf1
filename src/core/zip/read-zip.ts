/* eslint-disable no-bitwise -- modes and flags are bits */
import { crc32 } from './crc32';

/** A file in an archive. */
export interface ZipFile {
  readonly data: Uint8Array;
  readonly executable: boolean;
}

/** Decompresses raw deflate data. Throws if there are more than `size` bytes. */
export type Inflate = (data: Uint8Array, size: number) => Uint8Array;

/** An archive cannot be read; the message goes after "is an archive that ". */
export class ZipError extends Error {}

const END = 0x06054b50;
const ENTRY = 0x02014b50;
const LOCAL = 0x04034b50;
const END_BYTES = 22;
const COMMENT_MAX_BYTES = 0xffff;

/**
 * Lambda's limit for the unpacked code.
 *
 * @see https://docs.aws.amazon.com/lambda/latest/dg/gettingstarted-limits.html (checked 2026-11-28)
 */
const UNPACKED_MAX_BYTES = 262_144_000;

/** Reads the files of an archive, by path. Throws a {@link ZipError} for what would be unpacked to another place. */
export function readZip(bytes: Uint8Array, inflate: Inflate): ReadonlyMap<string, ZipFile> {
  const archive = new Archive(bytes, inflate);
  const files = new Map<string, ZipFile>();
  let unpacked = 0;
  for (const entry of archive.entries()) {
    unpacked += entry.size;
    if (unpacked > UNPACKED_MAX_BYTES) {
      throw new ZipError(`has more than ${UNPACKED_MAX_BYTES} bytes when it is unpacked`);
    }
    const { path } = entry;
    if (!isPlain(path)) throw new ZipError(`has a file outside of its folder: ${JSON.stringify(path)}`);
    if ((entry.mode & 0o170000) === 0o120000) throw new ZipError(`has a symbolic link: ${JSON.stringify(path)}`);
    if (path.endsWith('/')) continue;
    if (files.has(path)) throw new ZipError(`has two files of one name: ${JSON.stringify(path)}`);
    files.set(path, { data: archive.dataOf(entry), executable: (entry.mode & 0o111) !== 0 });
  }
  for (const path of files.keys()) {
    const folder = parentsOf(path).find((parent) => files.has(parent));
    if (folder !== undefined) throw new ZipError(`has a file and a folder of one name: ${JSON.stringify(folder)}`);
  }
  return files;
}

interface Entry {
  readonly path: string;
  readonly size: number;
  readonly packed: number;
  readonly method: number;
  readonly crc: number;
  /** The mode of Unix; 0 if the archive was made elsewhere. */
  readonly mode: number;
  readonly at: number;
}

/** The places of an archive, which has its directory at its end. */
class Archive {
  private readonly view: DataView;

  constructor(private readonly bytes: Uint8Array, private readonly inflate: Inflate) {
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  * entries(): Generator<Entry> {
    const end = this.end();
    const [count, size, start] = [this.u16(end + 10), this.u32(end + 12), this.u32(end + 16)];
    if (count === 0xffff || size === 0xffffffff || start === 0xffffffff) throw new ZipError('is of the format Zip64');
    // What is before the archive, such as a program that unpacks it, is not counted by its offsets.
    const before = end - size - start;
    let at = end - size;
    for (let index = 0; index < count; index++) {
      if (this.u32(at) !== ENTRY) throw new ZipError('is damaged: its directory is incomplete');
      const name = this.u16(at + 28);
      if (this.u16(at + 8) & 1) throw new ZipError('is encrypted');
      yield {
        path: this.text(at + 46, name),
        method: this.u16(at + 10),
        crc: this.u32(at + 16),
        packed: this.u32(at + 20),
        size: this.u32(at + 24),
        mode: this.u16(at + 4) >> 8 === 3 ? this.u32(at + 38) >>> 16 : 0,
        at: this.u32(at + 42) + before,
      };
      at += 46 + name + this.u16(at + 30) + this.u16(at + 32);
    }
  }

  dataOf({ path, at, method, packed, size, crc }: Entry): Uint8Array {
    const damaged = new ZipError(`is damaged at ${JSON.stringify(path)}`);
    if (this.u32(at) !== LOCAL) throw damaged;
    const start = at + 30 + this.u16(at + 26) + this.u16(at + 28);
    const raw = this.bytes.subarray(start, start + packed);
    if (raw.length !== packed) throw damaged;
    const data = method === 0 ? raw : method === 8 ? this.unpacked(raw, size) : undefined;
    if (data === undefined) {
      const packing = `packed by method ${method}, which is neither stored nor deflated`;
      throw new ZipError(`has a file ${packing}: ${JSON.stringify(path)}`);
    }
    if (data === 'invalid' || data.length !== size || crc32(data) !== crc) throw damaged;
    return data;
  }

  /** Data that unpacks to more than its entry says is not unpacked further. */
  private unpacked(raw: Uint8Array, size: number): Uint8Array | 'invalid' {
    try {
      return this.inflate(raw, size);
    } catch {
      return 'invalid';
    }
  }

  private end(): number {
    const last = this.bytes.length - END_BYTES;
    for (let at = last; at >= Math.max(0, last - COMMENT_MAX_BYTES); at--) {
      if (this.u32(at) === END && at + END_BYTES + this.u16(at + 20) === this.bytes.length) return at;
    }
    throw new ZipError('is not a ZIP file, or is cut off');
  }

  private text(at: number, length: number): string {
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(this.bytes.subarray(at, at + length));
    } catch {
      throw new ZipError('has a file name that is not UTF-8');
    }
  }

  private u16(at: number): number {
    return this.within(at, 2).getUint16(at, true);
  }

  private u32(at: number): number {
    return this.within(at, 4).getUint32(at, true);
  }

  private within(at: number, length: number): DataView {
    if (at < 0 || at + length > this.bytes.length) throw new ZipError('is damaged: it points outside of itself');
    return this.view;
  }
}

/** Whether a path stays in its folder, on every system. */
function isPlain(path: string): boolean {
  // eslint-disable-next-line no-control-regex -- control characters are what is looked for
  if (path === '' || /[\\:\u0000-\u001f]/.test(path)) return false;
  return path.replace(/\/$/, '').split('/').every((segment) => !['', '.', '..'].includes(segment));
}

function parentsOf(path: string): string[] {
  const segments = path.split('/');
  return segments.slice(1).map((_, index) => segments.slice(0, index + 1).join('/'));
}
