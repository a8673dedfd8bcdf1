import type { Place } from './model';
import type { Problem, Severity } from '../../problem';

/** Collects what is wrong, so that a reader of a file can go on after the first mistake. */
export class Report {
  readonly problems: Problem[] = [];

  error(code: string, place: Place, message: string): void {
    this.add('error', code, place, message);
  }

  warning(code: string, place: Place, message: string): void {
    this.add('warning', code, place, message);
  }

  note(code: string, place: Place, message: string): void {
    this.add('note', code, place, message);
  }

  private add(severity: Severity, code: string, { file, line, column }: Place, message: string): void {
    const before = this.problems[this.problems.length - 1];
    // A line that stands for several rules, as `/n*` does, is told once.
    if (before?.code === code && before.line === line && before.column === column && before.message === message) return;
    this.problems.push({ code, severity, message, ...(file === undefined ? {} : { file }), line, column });
  }
}

/** A value as it can stand in a one-line message. */
export function quoted(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 80 ? `${text.slice(0, 77)}…` : text;
}

/** `a, b and c` */
export function listed(words: readonly string[], last: string): string {
  return words.length < 2 ? words.join('') : `${words.slice(0, -1).join(', ')} ${last} ${words[words.length - 1]}`;
}
