import type { Readable } from 'node:stream';

/** More than any message of the protocol: a result of 6 MB in which JSON escapes every character as six. */
const LINE_MAX_CHARACTERS = 64 * 1024 * 1024;

/**
 * Reads a stream line by line. A line that is too long is dropped: a function could otherwise fill the preview's
 * memory.
 */
export function onLines(
  stream: Readable,
  onLine: (line: string) => void,
  onOverflow: () => void = () => undefined,
): void {
  let pieces: string[] = [];
  let length = 0;
  const flush = (last: string) => {
    const line = pieces.join('') + last;
    pieces = [];
    length = 0;
    if (line !== '') onLine(line);
  };
  stream.setEncoding('utf8');
  stream.on('data', (chunk: string) => {
    const [first, ...rest] = chunk.split('\n') as [string, ...string[]];
    let open = first;
    for (const next of rest) {
      flush(open);
      open = next;
    }
    pieces.push(open);
    length += open.length;
    if (length <= LINE_MAX_CHARACTERS) return;
    pieces = [];
    length = 0;
    onOverflow();
  });
  stream.on('end', () => flush(''));
}
