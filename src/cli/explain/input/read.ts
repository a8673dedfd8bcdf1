import { readText } from './curl';
import { readJson } from './json';
import type { Sink } from './reader';
import { isBinary } from '../../captures/text';

/** Reads the responses of a text of any kind. */
export function readInput(text: string, sink: Sink): void {
  // The body of a response may be compressed, behind headers that are text.
  if (isBinary(text) && !hasHead(text)) return sink.faults.add('is binary', 'the input');
  const start = /^[\uFEFF\s]*([[{])/.exec(text.slice(0, 1_000))?.[1];
  if (start === undefined) return readText(text, sink);
  let value: unknown;
  try {
    value = JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch (error) {
    // The prompt of a shell may begin so: `[user@host ~]$ curl -i ...`.
    if (hasHead(text)) return readText(text, sink);
    return sink.faults.add(`is not valid JSON: ${(error as Error).message}`, 'the input');
  }
  readJson(value, sink);
}

/** Whether a line is a status line, as it is or with the mark of "curl -v". */
function hasHead(text: string): boolean {
  return /^\uFEFF?(?:< )?HTTP\/\d/im.test(text);
}
