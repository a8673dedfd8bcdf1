/**
 * What the patterns of all platforms come to: text, one part of a path (or the rest of one), any rest of a path, and
 * alternatives, of which a named one is captured.
 */
export type PatternNode =
  | string
  | { readonly kind: 'segment'; readonly name?: string }
  /** `between`: where a slash stands on both sides, both are there even if nothing stands between them. */
  | { readonly kind: 'rest'; readonly least: 0 | 1; readonly between?: boolean }
  /** Nothing, or a slash and any rest: how Apache's `Redirect` goes on behind its path. `bare` stands for nothing. */
  | { readonly kind: 'below'; readonly bare: string }
  | { readonly kind: 'choice'; readonly name?: string; readonly of: readonly (readonly PatternNode[])[] };

/** One our source, and what each capture of the pattern is in a target of it. */
export interface Way {
  readonly from: string;
  readonly captured: ReadonlyMap<string, string>;
}
