/** Text of a server for a terminal: without control characters, which could move the cursor or hide lines. */
export function printable(text: string): string {
  // eslint-disable-next-line no-control-regex -- these are the characters that terminals act on
  return text.replace(/[\u0000-\u001f\u007f-\u009f\u2028-\u202e\u2066-\u2069]/g, (c) => (
    `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`));
}
