/* eslint-disable no-bitwise -- numbers are packed seven bits to a byte */

/** Bytes that grow. */
export class ByteWriter {
  private bytes = new Uint8Array(1 << 12);
  length = 0;

  byte(value: number): void {
    if (this.length === this.bytes.length) {
      const larger = new Uint8Array(this.bytes.length * 2);
      larger.set(this.bytes);
      this.bytes = larger;
    }
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
    for (let i = 0; i < text.length; i++) this.number(text.charCodeAt(i));
  }

  strings(list: readonly string[]): void {
    this.number(list.length);
    for (const text of list) this.string(text);
  }

  /** Text that is known to be ASCII, without its length. */
  ascii(text: string): void {
    for (let i = 0; i < text.length; i++) this.byte(text.charCodeAt(i));
  }

  contents(): Uint8Array {
    return this.bytes.subarray(0, this.length);
  }
}
