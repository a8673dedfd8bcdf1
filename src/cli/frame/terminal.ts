/** Where a command writes: results to `out`, everything else to `error`. Each text is one or more whole lines. */
export interface Terminal {
  out(text: string): void;
  error(text: string): void;
}
