/** What is done with a line, even an empty one: its bytes stand between two offsets, without the end of the line. */
export type OnLine = (bytes: Uint8Array, from: number, to: number) => void;

const LINE_FEED = 10;
const CARRIAGE_RETURN = 13;
/** CloudFront logs no URL beyond 8,192 bytes, and cuts cookies and headers: a longer line is not one of a log. */
export const LINE_MAX_BYTES = 1024 * 1024;

/**
 * Cuts chunks of bytes into lines. Only a line that a chunk breaks off is copied, so that a gigabyte of lines costs
 * little more than searching their ends. Memory is bounded by the longest line that is kept.
 */
export class Lines {
  private begun: Uint8Array[] = [];
  private begunBytes = 0;
  private isLeftOut = false;

  /** @param onTooLong Called instead of `onLine` for a line that is longer than `LINE_MAX_BYTES`. */
  constructor(private readonly onLine: OnLine, private readonly onTooLong: () => void) {}

  push(chunk: Uint8Array): void {
    let from = 0;
    if (this.begunBytes > 0 || this.isLeftOut) {
      const end = chunk.indexOf(LINE_FEED);
      if (end < 0) return this.keep(chunk);
      this.keep(chunk.subarray(0, end));
      this.end();
      from = end + 1;
    }
    for (let end: number; (end = chunk.indexOf(LINE_FEED, from)) >= 0; from = end + 1) {
      if (end - from > LINE_MAX_BYTES) this.onTooLong();
      else this.line(chunk, from, end);
    }
    if (from < chunk.length) this.keep(chunk.subarray(from));
  }

  /** The end of the file ends a line, too. */
  end(): void {
    if (!this.isLeftOut && this.begunBytes > 0) {
      const whole = new Uint8Array(this.begunBytes);
      let at = 0;
      for (const part of this.begun) {
        whole.set(part, at);
        at += part.length;
      }
      this.line(whole, 0, at);
    }
    this.begun = [];
    this.begunBytes = 0;
    this.isLeftOut = false;
  }

  private line(bytes: Uint8Array, from: number, to: number): void {
    const end = to > from && bytes[to - 1] === CARRIAGE_RETURN ? to - 1 : to;
    this.onLine(bytes, from, end);
  }

  private keep(part: Uint8Array): void {
    if (this.isLeftOut) return;
    this.begunBytes += part.length;
    if (this.begunBytes > LINE_MAX_BYTES) {
      this.onTooLong();
      this.isLeftOut = true;
      this.begun = [];
      this.begunBytes = 0;
    } else {
      // The caller may use the memory of the chunk again.
      this.begun.push(part.slice());
    }
  }
}
