/** No event is longer: CloudWatch Logs takes messages of a megabyte, in which each sign may be escaped. */
const LONGEST = 2_200_000;
const DEEPEST = 100;

/**
 * Finds the events in JSON of any size, wherever they are in it: objects without a list of objects, and lists in lists,
 * as a query prints its rows. What is around them is passed over, and not kept in memory.
 */
export class JsonValues {
  /** Brackets that are open, outermost first. */
  private readonly open: string[] = [];
  /** How many were open where the event begins, or -1. */
  private outer = -1;
  private kept = '';
  private inText = false;
  private isEscaped = false;
  /** Whether a list just began in an event: an event has none with objects in it. */
  private isNewList = false;

  constructor(private readonly onValue: (json: string) => void, private readonly onTooLong: () => void) {}

  push(text: string): void {
    let from = 0;
    for (let i = 0; i < text.length; i++) {
      const char = text[i];
      if (this.inText) {
        if (this.isEscaped) this.isEscaped = false;
        else if (char === '\\') this.isEscaped = true;
        else if (char === '"') this.inText = false;
        continue;
      }
      if (char === '{' || char === '[') {
        if (this.isNewList) this.drop();
        this.isNewList = this.outer >= 0 && char === '[';
        const begins = this.outer < 0 && (char === '{' || this.open[this.open.length - 1] === '[');
        if (begins) [this.outer, this.kept, from] = [this.open.length, '', i];
        if (this.open.length < DEEPEST) this.open.push(char);
      } else if (char === '}' || char === ']') {
        this.open.pop();
        this.isNewList = false;
        if (this.outer === this.open.length) {
          this.onValue(this.kept + text.slice(from, i + 1));
          this.drop();
        }
      } else if (char === '"') {
        this.inText = true;
        this.isNewList = false;
      } else if (char === '\n' && this.open.length === 0) {
        this.isNewList = false;
      }
    }
    if (this.outer < 0) return;
    this.kept += text.slice(from);
    if (this.kept.length <= LONGEST) return;
    this.onTooLong();
    this.drop();
  }

  private drop(): void {
    this.outer = -1;
    this.kept = '';
  }
}
