/* eslint-disable no-bitwise -- a checksum is made of bits */
/** By byte; made on first use. */
let table: Uint32Array | undefined;

function tableOfBytes(): Uint32Array {
  return Uint32Array.from({ length: 256 }, (_, byte) => {
    let value = byte;
    for (let bit = 0; bit < 8; bit++) value = value & 1 ? (value >>> 1) ^ 0xedb88320 : value >>> 1;
    return value;
  });
}

/** The checksum of ZIP files. Node.js has its own only since 20.15. */
export function crc32(data: Uint8Array): number {
  const byByte = table ??= tableOfBytes();
  let crc = 0xffffffff;
  for (const byte of data) crc = (crc >>> 8) ^ byByte[(crc ^ byte) & 0xff]!;
  return (crc ^ 0xffffffff) >>> 0;
}
