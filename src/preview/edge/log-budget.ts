/**
 * As much as a function may print for one event. A terminal that is filled by one function shows nothing of the others.
 */
const CHARACTERS_PER_EVENT = 1024 * 1024;

/** Prints what a function says, line by line, up to a measure that every event renews. */
export class LogBudget {
  private left = CHARACTERS_PER_EVENT;

  constructor(private readonly line: (line: string) => void) {}

  renew(): void {
    this.left = CHARACTERS_PER_EVENT;
  }

  print(text: string): void {
    if (this.left < 0) return;
    this.left -= text.length;
    if (this.left < 0) return this.line('(printed more than 1 MB for one event; the rest is dropped)');
    for (const line of text.trimEnd().split('\n')) this.line(line);
  }
}
