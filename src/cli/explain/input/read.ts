import { readText } from './curl';
import { readJson } from './json';
import type { Sink } from './reader';

/** Reads the responses of a text of any kind. */
export function readInput(text: string, sink: Sink): void {
  if (isBinary(text)) return sink.faults.add('is binary', 'the input');
  const start = /^[\uFEFF\s]*([[{])/.exec(text.slice(0, 1_000))?.[1];
  if (start === undefined) return readText(text, sink);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    return sink.faults.add(`is not valid JSON: ${(error as Error).message}`, 'the input');
  }
  readJson(value, sink);
}

/** Text has no zero bytes, and few characters that UTF-8 could not decode. */
function isBinary(text: string): boolean {
  const start = text.slice(0, 4_096);
  return start.includes('\0') || (start.match(/\uFFFD/g)?.length ?? 0) > start.length / 10;
}
