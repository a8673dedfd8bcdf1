/** Which part of the requests an injection applies to, as in `waf:/search*@10%`. */
export interface Share {
  /** More than 0, at most 100. */
  readonly percent: number;
  /** Only the first ones. */
  readonly times?: number;
}

/** A text and the share at its end; undefined if the share is not valid. `@` may be in a path pattern, `%` may not. */
export function splitShare(text: string): { readonly rest: string; readonly percent: number } | undefined {
  const [, rest, number] = /^(.*)@([^@]*)%$/s.exec(text) ?? [];
  if (rest === undefined) return { rest: text, percent: 100 };
  const percent = /^\d{1,3}(\.\d{1,3})?$/.test(number!) ? Number(number) : NaN;
  return percent > 0 && percent <= 100 ? { rest, percent } : undefined;
}

/**
 * Whether the request of this number, counted from 1, is one of the share. They are spread evenly and not at random, so
 * that a test knows what it gets: with 25 %, each fourth request.
 */
export function isInShare(number: number, { percent, times }: Share): boolean {
  if (times !== undefined) return number <= times;
  return Math.floor((number * percent) / 100) > Math.floor(((number - 1) * percent) / 100);
}
