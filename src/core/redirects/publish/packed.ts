import { HEADER_WORDS, MAGIC } from '../program/format';

/** Whether bytes are a list of rules as the edge reads it, of this version of the format or another one. */
export function isPacked(bytes: Uint8Array): boolean {
  if (bytes.byteLength < 4 * HEADER_WORDS) return false;
  return new DataView(bytes.buffer, bytes.byteOffset).getUint32(0, true) === MAGIC;
}
