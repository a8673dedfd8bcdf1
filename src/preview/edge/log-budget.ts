/** What a function may print for one event. A function that floods the terminal would hide the lines of all others. */
const CHARACTERS_PER_EVENT = 1024 * 1024;

/** Prints the output of a function line by line, up to a limit for each event. */
export class LogBudget {
  private remaining = CHARACTERS_PER_EVENT;

  constructor(private readonly line: (line: string) => void) {}

  reset(): void {
    this.remaining = CHARACTERS_PER_EVENT;
  }

  print(text: string): void {
    if (this.remaining < 0) return;
    this.remaining -= text.length;
    if (this.remaining < 0) return this.line('(printed more than 1 MB for one event; the rest is dropped)');
    for (const line of linesOf(text)) this.line(line);
  }
}

/** The lines of a text, of which the last one may have an end. */
export function linesOf(text: string): string[] {
  return text.replace(/\r?\n$/, '').split(/\r?\n/);
}
