/** Values in DER (ITU-T X.690), as far as a certificate has them: a tag, a length, and the content. */
export function der(tag: number, ...contents: readonly Buffer[]): Buffer {
  const content = Buffer.concat(contents);
  return Buffer.concat([Buffer.from([tag, ...length(content.length)]), content]);
}

/** Below 128 in one byte; otherwise the number of its bytes comes first. */
function length(value: number): number[] {
  if (value < 0x80) return [value];
  const bytes = bigEndian(value);
  return [0x80 + bytes.length, ...bytes];
}

function bigEndian(value: number): number[] {
  return value < 0x100 ? [value] : [...bigEndian(Math.floor(value / 0x100)), value % 0x100];
}

export const sequence = (...items: readonly Buffer[]): Buffer => der(0x30, ...items);

export const set = (...items: readonly Buffer[]): Buffer => der(0x31, ...items);

export const utf8String = (text: string): Buffer => der(0x0c, Buffer.from(text, 'utf8'));

export const octetString = (content: Buffer): Buffer => der(0x04, content);

/** A value of whole bytes, or with the last `unused` bits left out. */
export const bitString = (content: Buffer, unused = 0): Buffer => der(0x03, Buffer.from([unused]), content);

export const TRUE = der(0x01, Buffer.from([0xff]));

/** A number that is not negative, in the shortest form: a leading zero if the first bit is set. */
export function integer(bytes: Buffer): Buffer {
  const first = bytes.findIndex((byte) => byte !== 0);
  const short = first < 0 ? Buffer.from([0]) : bytes.subarray(first);
  return der(0x02, short[0]! >= 0x80 ? Buffer.concat([Buffer.from([0]), short]) : short);
}

/** An identifier such as `2.5.29.17`: the first two numbers share a byte, others have seven bits in each byte. */
export function objectId(dotted: string): Buffer {
  const [first, second, ...others] = dotted.split('.').map(Number);
  return der(0x06, Buffer.from([first! * 40 + second!, ...others.flatMap(sevenBits)]));
}

function sevenBits(value: number): number[] {
  const higher = value >= 0x80 ? sevenBits(Math.floor(value / 0x80)).map((byte) => byte % 0x80 + 0x80) : [];
  return [...higher, value % 0x80];
}

/** Until 2049 with two digits of the year (RFC 5280 §4.1.2.5). */
export function time(date: Date): Buffer {
  const digits = date.toISOString().replace(/\.\d+|[-:T]/g, '');
  return date.getUTCFullYear() < 2050
    ? der(0x17, Buffer.from(digits.slice(2), 'latin1'))
    : der(0x18, Buffer.from(digits, 'latin1'));
}
