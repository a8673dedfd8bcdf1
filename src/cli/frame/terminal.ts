/** Where a command writes: results to `out`, everything about how it went to `error`. A call is a line, or several. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}
