import type { Place } from '../rule/model';

/** Converts offsets of a text to lines and columns. CRLF, LF and a lone CR end a line, as in editors. */
export class Places {
  private readonly starts: number[] = [0];

  constructor(text: string, private readonly file?: string) {
    for (let i = 0; i < text.length; i++) {
      const code = text.charCodeAt(i);
      if (code === 10 || (code === 13 && text.charCodeAt(i + 1) !== 10)) this.starts.push(i + 1);
    }
  }

  at(offset: number): Place {
    let low = 0;
    let high = this.starts.length - 1;
    while (low < high) {
      const middle = Math.ceil((low + high) / 2);
      if (this.starts[middle] <= offset) low = middle;
      else high = middle - 1;
    }
    const place = { line: low + 1, column: offset - this.starts[low] + 1 };
    return this.file === undefined ? place : { file: this.file, ...place };
  }
}

/** The place of a fault: that at the end of a file is behind its last character, not on the blank line below. */
export function visibleOffset(text: string, offset: number): number {
  return text.slice(offset).trim() === '' ? endBefore(text, text.length) : offset;
}

/** The end of the last text before an offset. */
export function endBefore(text: string, offset: number): number {
  return text.slice(0, offset).trimEnd().length;
}
