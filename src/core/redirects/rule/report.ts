import type { Place } from './model';
import { error, note, warning, type CodeOf, type Problem } from '../../problem';

/** Collects problems, so that the reader of a file can continue after the first error. */
export class Report {
  readonly problems: Problem[] = [];

  error(code: CodeOf<'error'>, place: Place, message: string): void {
    this.add(error(code, message, place));
  }

  warning(code: CodeOf<'warning'>, place: Place, message: string): void {
    this.add(warning(code, message, place));
  }

  note(code: CodeOf<'note'>, place: Place, message: string): void {
    this.add(note(code, message, place));
  }

  private add(problem: Problem): void {
    const { code, line, column, message } = problem;
    const before = this.problems[this.problems.length - 1];
    // A line that makes several rules, as `/n*` does, is reported once.
    if (before?.code === code && before.line === line && before.column === column && before.message === message) return;
    this.problems.push(problem);
  }
}

/** A value for a one-line message. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** `a, b and c` */
export function listed(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}
