/* eslint-disable no-bitwise -- modes are bits */
import { deflateRawSync } from 'node:zlib';
import { crc32 } from '../../../src/core/zip/crc32';

/** An entry as it is written; all but the name and the data is made up if it is not given. */
export interface Packed {
  readonly name: string | Buffer;
  readonly data?: string | Buffer;
  readonly method?: number;
  readonly flags?: number;
  readonly mode?: number;
  /** What the directory says, in place of what is so. */
  readonly size?: number;
  readonly packed?: number;
  readonly crc?: number;
  readonly at?: number;
}

export interface Archive {
  readonly comment?: string;
  readonly before?: string;
  /** What the end says, in place of what is so. */
  readonly count?: number;
}

/** A ZIP file. */
export function zip(entries: readonly Packed[], { comment = '', before = '', count = entries.length }: Archive = {}): Buffer {
  const parts: Buffer[] = [Buffer.from(before)];
  const directory: Buffer[] = [];
  let at = 0;
  for (const entry of entries) {
    const { method = 8, flags = 0, mode = 0o100644 } = entry;
    const name = Buffer.from(entry.name);
    const data = Buffer.from(entry.data ?? '');
    const raw = method === 8 ? deflateRawSync(data) : data;
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(name.length, 26);
    parts.push(local, name, raw);
    const head = Buffer.alloc(46);
    head.writeUInt32LE(0x02014b50, 0);
    head.writeUInt16LE(0x0314, 4);
    head.writeUInt16LE(flags, 8);
    head.writeUInt16LE(method, 10);
    head.writeUInt32LE(entry.crc ?? crc32(data), 16);
    head.writeUInt32LE(entry.packed ?? raw.length, 20);
    head.writeUInt32LE(entry.size ?? data.length, 24);
    head.writeUInt16LE(name.length, 28);
    head.writeUInt32LE((mode << 16) >>> 0, 38);
    head.writeUInt32LE(entry.at ?? at, 42);
    directory.push(head, name);
    at += 30 + name.length + raw.length;
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(22);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(count, 10);
  end.writeUInt32LE(size, 12);
  end.writeUInt32LE(at, 16);
  end.writeUInt16LE(comment.length, 20);
  return Buffer.concat([...parts, ...directory, end, Buffer.from(comment)]);
}
