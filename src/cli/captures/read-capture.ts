import type { Captured } from './captured';
import { isVerbose, linesOf } from './lines';
import { responsesIn } from './responses';
import { exchangesIn } from './verbose';

/** A text that has responses as curl prints them, or something else. */
export interface Capture {
  readonly lines: readonly string[];
  readonly responses: readonly Captured[];
  /** Whether "curl -v" printed it. */
  readonly isVerbose: boolean;
}

/** Reads what "curl -i", "-iL", "-sI" or "-v" prints, also several captures after each other. */
export function readCapture(text: string): Capture {
  const lines = linesOf(text);
  const verbose = isVerbose(lines);
  return { lines, responses: verbose ? exchangesIn(lines) : responsesIn(lines), isVerbose: verbose };
}
