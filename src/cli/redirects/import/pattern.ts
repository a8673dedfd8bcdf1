/**
 * The common form of all platforms' patterns: text, a path segment (or the rest of one), any number of segments, and
 * alternatives, which are captured if they have a name.
 */
export type PatternNode =
  | string
  | { readonly kind: 'segment'; readonly name?: string }
  /** `between`: the slash before it, and one after it, are required even if nothing is between them. */
  | { readonly kind: 'rest'; readonly least: 0 | 1; readonly between?: boolean }
  /** Nothing, captured as `bare`, or a slash and any rest: what Apache's `Redirect` matches after its path. */
  | { readonly kind: 'below'; readonly bare: string }
  | { readonly kind: 'choice'; readonly name?: string; readonly of: readonly (readonly PatternNode[])[] };

/** One source of the rules that a pattern becomes, and how its target refers to each capture of the pattern. */
export interface SourceVariant {
  readonly from: string;
  readonly captured: ReadonlyMap<string, string>;
}
