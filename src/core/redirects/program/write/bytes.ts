/* eslint-disable no-bitwise -- numbers are packed seven bits to a byte */

/** Bytes that grow. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 12);
  length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) this.grow(1);
    this.bytes[this.length++] = value;
  }

  number(value: number): void {
    let rest = value;
    for (; rest > 127; rest = Math.floor(rest / 128)) this.byte((rest % 128) | 128);
    this.byte(rest);
  }

  /** Any text, as `readString` reads it. */
  string(text: string): void {
    this.number(text.length);
    this.units(text);
  }

  /** Any text without its length. */
  units(text: string): void {
    for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i));
  }

  strings(list: readonly string[]): void {
    this.number(list.length);
    for (const text of list) this.string(text);
  }

  /** Text that is known to be ASCII, without its length. */
  ascii(text: string): void {
    if (this.length + text.length > this.bytes.length) this.grow(text.length);
    for (let i = 0; i < text.length; i++) this.bytes[this.length + i] = text.charCodeAt(i);
    this.length += text.length;
  }

  contents(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }

  private grow(by: number): void {
    const larger = new Uint8Array(2 * this.bytes.length + by);
    larger.set(this.bytes);
    this.bytes = larger;
  }
}
