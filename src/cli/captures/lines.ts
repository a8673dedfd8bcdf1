import { STATUS_LINE } from './head';

/** Not behind a blank: that is a text about HTTP. */
const GLUED = /(?<=\S)HTTP\/\d(?:\.\d)? \d{3}(?: [\w '-]*)?$/i;
const STATUS_LINE_MAX_LENGTH = 100;
const USUAL = /^(?:date|server|content-type|content-length|connection|via|x-cache|location|cache-control):/i;

/**
 * The lines of a capture. Most error pages end without a line break: the next response of "curl -i URL URL" starts on
 * their last line.
 */
export function linesOf(text: string): string[] {
  const lines = outdented(text.replace(/^\uFEFF/, '').split(/\r\n|\n|\r/));
  return lines.flatMap((line, i) => {
    const start = USUAL.test(lines[i + 1] ?? '') ? GLUED.exec(line.slice(-STATUS_LINE_MAX_LENGTH))?.[0] : undefined;
    return start === undefined || start === line ? [line] : [line.slice(0, -start.length), start];
  });
}

/** Without what chats and mails put before each line: blanks, or the mark of a quotation. */
function outdented(lines: readonly string[]): readonly string[] {
  const marks = lines.filter((line) => line.trim() !== '').map((line) => /^(?:[ \t]+|> ?)/.exec(line)?.[0] ?? '');
  const least = marks.reduce((a, b) => (b.length < a.length ? b : a), marks[0] ?? '');
  const isShared = least !== '' && marks.every((mark) => mark.startsWith(least.trimEnd() || least));
  return isShared ? lines.map((line) => line.slice(least.length)) : lines;
}

/** Whether it is what "curl -v" prints: each line of a response has a mark. */
export function isVerbose(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith('< ') && STATUS_LINE.test(line.slice(2)));
}
