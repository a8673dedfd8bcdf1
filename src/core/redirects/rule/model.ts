/**
 * Rules as the compiler sees them: parsed, checked one by one, still knowing where and how they were written.
 */
import type { Dialect } from './dialects';

/** Where something was written. Lines and columns count from 1, columns in UTF-16 units as editors count. */
export interface Place {
  readonly file?: string;
  readonly line: number;
  readonly column: number;
}

/** One piece of a path segment: text, a placeholder or, only where the segment is a `star`, the `*` among them. */
export type Piece = string | { readonly name: string };

/** A segment of a source path: literal text, text around placeholders, or a wildcard for any number of segments. */
export type Segment =
  | { readonly kind: 'literal'; readonly text: string }
  | { readonly kind: 'placeholder'; readonly pieces: readonly Piece[] }
  | { readonly kind: 'splat' }
  | { readonly kind: 'star'; readonly pieces: readonly Piece[] };

/** Whether a segment may stand for several: the `*` of a source. */
export function isOpen({ kind }: Segment): boolean {
  return kind === 'splat' || kind === 'star';
}

/** What a query parameter of the source must be. */
export type ParameterTest =
  | { readonly name: string; readonly is: 'present' }
  | { readonly name: string; readonly is: 'equal'; readonly value: string }
  | { readonly name: string; readonly is: 'captured'; readonly as: string };

/** What a rule looks for. */
export interface Source {
  /** Lower case; `*.example.com` stands for every host below. Absent means any. */
  readonly host?: string;
  readonly segments: readonly Segment[];
  /** Whether the path was written with a slash at its end, which some dialects respect. */
  readonly slash: boolean;
  readonly query: readonly ParameterTest[];
  /** Names for captures in the order in which the matcher finds them; a wildcard is `splat` or its number. */
  readonly captures: readonly string[];
}

/** Text, or the number of a capture. */
export type TargetPart = string | number;

/** Scheme and host of a target on another host, or on a named one. */
export interface TargetOrigin {
  readonly scheme: 'http' | 'https';
  /** In lower case, with its port. A capture may stand for a label where the owner of the site allows it. */
  readonly host: readonly TargetPart[];
}

/** Where a rule leads. */
export interface Target {
  /** Absent for a target on the same host. */
  readonly origin?: TargetOrigin;
  readonly path: readonly TargetPart[];
  /** Absent without a `?`. */
  readonly query?: readonly TargetPart[];
  readonly fragment?: readonly TargetPart[];
  /**
   * Whether the path is the default root object of the very site, which is `/` to rules; perhaps, if that depends on
   * what only the edge knows.
   */
  readonly leadsHome?: 'yes' | 'perhaps';
}

export type QueryPolicy =
  { readonly kind: 'merge' | 'drop' | 'replace' } | { readonly kind: 'only'; readonly names: readonly string[] };

/** How a header or cookie is compared. */
export type TextTest = { readonly is: 'present' } | { readonly is: 'equal' | 'containing'; readonly value: string };

/**
 * What must be true of a request besides its address: each file of `conditions/` adds what it knows. Lists mean "one of
 * these".
 */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declared where each condition is
export interface Conditions {}

/** One rule, with its place in the file. */
export interface RedirectRule extends Place {
  /** Source and target as they were written, for messages. */
  readonly from: string;
  readonly to?: string;
  readonly source: Source;
  readonly target?: Target;
  readonly status: number;
  readonly query: QueryPolicy;
  readonly when: Conditions;
  /** Milliseconds since the epoch: the first at which the rule applies, and the first at which it does no more. */
  readonly start?: number;
  readonly end?: number;
  readonly note?: string;
  readonly owner?: string;
  readonly caseSensitive: boolean;
  /** `_redirects`: the line says `!`, so that it applies even where a file exists. */
  readonly force: boolean;
  /** The source was written as the default root object, which is `/` to rules. */
  readonly namesRootObject?: boolean;
  readonly dialect: Dialect;
}

/** A source without wildcards: found by one look into a hash table. */
export function isExact(source: Source): boolean {
  return source.segments.every((segment) => segment.kind === 'literal');
}

/** The header by which CloudFront tells a function whether the viewer used TLS. */
export const SCHEME_HEADER = 'cloudfront-forwarded-proto';
