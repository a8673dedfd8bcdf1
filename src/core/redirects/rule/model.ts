/**
 * Rules as the compiler sees them: parsed, validated one by one, with the text and the position that they were read
 * from.
 */
import type { Dialect } from './dialects';

/** A position in a file. Lines and columns count from 1, columns in UTF-16 units as editors count. */
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

/** Whether a segment may match several: the `*` of a source. */
export function isOpen({ kind }: Segment): boolean {
  return kind === 'splat' || kind === 'star';
}

/** A query parameter that a source requires. */
export type ParameterTest =
  | { readonly name: string; readonly is: 'present' }
  | { readonly name: string; readonly is: 'equal'; readonly value: string }
  | { readonly name: string; readonly is: 'captured'; readonly as: string };

/** The requests that a rule matches, except for its conditions. */
export interface Source {
  /** In lower case; `*.example.com` matches every host below. Absent: any host. */
  readonly host?: string;
  readonly segments: readonly Segment[];
  /** Whether the path ends with a slash, which counts in some dialects. */
  readonly slash: boolean;
  readonly query: readonly ParameterTest[];
  /** The names of captures in the order in which the matcher finds them; a wildcard is `splat` or its number. */
  readonly captures: readonly string[];
}

/** Text, or the number of a capture. */
export type TargetPart = string | number;

/** Scheme and host of an absolute target. */
export interface TargetOrigin {
  readonly scheme: 'http' | 'https';
  /** In lower case, with its port. A label may be a capture where the owner of the site allows it. */
  readonly host: readonly TargetPart[];
}

/** The URL that a rule redirects to. */
export interface Target {
  /** Absent for a target on the same host. */
  readonly origin?: TargetOrigin;
  readonly path: readonly TargetPart[];
  /** Absent without a `?`. */
  readonly query?: readonly TargetPart[];
  readonly fragment?: readonly TargetPart[];
  /**
   * Whether the path is the default root object of this site, which is matched as `/`; `perhaps` if that is only known
   * at the edge.
   */
  readonly leadsHome?: 'yes' | 'perhaps';
}

export type QueryPolicy =
  { readonly kind: 'merge' | 'drop' | 'replace' } | { readonly kind: 'only'; readonly names: readonly string[] };

/** A test of the value of a header or cookie. */
export type TextTest = { readonly is: 'present' } | { readonly is: 'equal' | 'containing'; readonly value: string };

/** The conditions under `when`: each file of `conditions/` adds its own member. Lists mean "one of these". */
// eslint-disable-next-line @typescript-eslint/no-empty-object-type -- declared where each condition is
export interface Conditions {}

/** One rule, with its position in the file. */
export interface RedirectRule extends Place {
  /** Source and target as in the file, for messages. */
  readonly from: string;
  readonly to?: string;
  readonly source: Source;
  readonly target?: Target;
  /** 200 without a target leaves requests to the site: see `isExemption`. */
  readonly status: number;
  readonly query: QueryPolicy;
  readonly when: Conditions;
  /** Milliseconds since the epoch: the rule applies from `start` until just before `end`. */
  readonly start?: number;
  readonly end?: number;
  /** For how many seconds its answer may be cached; 0 is not at all. Absent for the time of the site. */
  readonly cacheTtl?: number;
  /** For how many seconds a client should wait before it tries again. */
  readonly retryAfter?: number;
  readonly note?: string;
  readonly owner?: string;
  readonly caseSensitive: boolean;
  /** `_redirects`: the status has a `!`, so that the rule applies even where a file exists. */
  readonly force: boolean;
  /** Whether the source is the default root object in the file, and `/` here. */
  readonly namesRootObject?: boolean;
  readonly dialect: Dialect;
}

/** A source without wildcards: found by a single hash lookup. */
export function isExact(source: Source): boolean {
  for (const segment of source.segments) if (segment.kind !== 'literal') return false;
  return true;
}

/** The header in which CloudFront sends the scheme of the viewer. */
export const SCHEME_HEADER = 'cloudfront-forwarded-proto';
