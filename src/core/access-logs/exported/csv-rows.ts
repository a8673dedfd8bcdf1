import { LINE_MAX_BYTES } from '../lines';

/** Finds the rows of CSV, whose quoted values may have line feeds. */
export class CsvRows {
  private kept = '';
  private quotes = 0;
  private isLeftOut = false;

  constructor(private readonly onRow: (values: string[]) => void, private readonly onTooLong: () => void) {}

  push(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      if (text[i] === '"') {
        this.quotes++;
      } else if (text[i] === '\n' && this.quotes % 2 === 0) {
        this.row(this.kept + text.slice(from, i));
        from = i + 1;
      }
    }
    if (!this.isLeftOut) this.kept += text.slice(from);
    if (this.kept.length <= LINE_MAX_BYTES) return;
    this.onTooLong();
    this.kept = '';
    this.isLeftOut = true;
  }

  end(): void {
    this.row(this.kept);
  }

  private row(text: string): void {
    this.kept = '';
    this.quotes = 0;
    if (this.isLeftOut) {
      this.isLeftOut = false;
      return;
    }
    const line = text.endsWith('\r') ? text.slice(0, -1) : text;
    if (line !== '') this.onRow(valuesOf(line));
  }
}

/** Quotes in quotes are doubled. */
export function valuesOf(line: string): string[] {
  return [...`,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g)]
    .map(([, quoted, plain]) => quoted?.replaceAll('""', '"') ?? plain);
}
