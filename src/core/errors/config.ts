/**
 * The configuration of `EdgeErrorMasker`'s step.
 *
 * Everything that can be computed at synth is: at the edge the rules are only looked up.
 */
export interface MaskConfig {
  readonly rules: readonly MaskRule[];
  /** Rules refer to pages by index, so that they can share one. */
  readonly pages: readonly MaskPage[];
  /** Paths that no rule may redirect, in the form of `comparablePath`. */
  readonly errorPages: readonly string[];
  /** The default root object, if it is not known at synth whether that is an error page. */
  readonly startPage?: string;
  /** The path of the default root object, if a rule has a condition on paths: a request for it is one for `/`. */
  readonly rootPath?: string;
  /** Reason phrases of the statuses that responses may have. */
  readonly reasons: Readonly<Record<number, string>>;
  /** By status: headers of the origin that are kept if the response has the origin's status. */
  readonly bound: Readonly<Record<number, readonly string[]>>;
  /** Name of the header that marks errors of the origin, in lower case. */
  readonly sourceHeader?: string;
  /** Whether each masked response is logged. */
  readonly log?: boolean;
}

/** Applies if the status is listed or in a range, and all conditions hold. */
export interface MaskRule {
  readonly codes: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
  /** Upper case. */
  readonly methods: readonly string[];
  /** Path patterns as behaviors have them; absent for every path. */
  readonly paths?: readonly string[];
  /** How requests for a page are distinguished from those for data; absent for every request. */
  readonly navigations?: 'accept' | 'path';
  /** Headers of the origin's response (lower case), and the text that their value has to equal (`whole`) or contain. */
  readonly originHeaders?: readonly (readonly [name: string, text: string, whole: boolean])[];
  /** Absent if the response passes through. */
  readonly action?: MaskAction;
}

/** A redirect if there is a location, a page if there is one, and otherwise another status. */
export interface MaskAction {
  /** Absent for the origin's own. */
  readonly status?: number;
  /** Path of this site, or an absolute URL. */
  readonly location?: string;
  readonly keepQuery?: boolean;
  /** Index in `MaskConfig.pages`. */
  readonly page?: number;
  /** Whether the origin's body stays. */
  readonly keepBody?: boolean;
  /** Absent if no TTL is configured. */
  readonly cacheControl?: string;
  /**
   * Headers of the origin that are kept, in lower case: those that CloudFront does not allow to change, and those of
   * `keepHeaders`.
   */
  readonly keep: readonly string[];
}

/** An index in `PLACEHOLDERS`: status, reason phrase, path, request id. */
export type Placeholder = 0 | 1 | 2 | 3;

/** A page that is baked into the function. */
export interface EmbeddedPage {
  /** `Content-Type`. */
  readonly type: string;
  /** Text with placeholders; base64 if `binary`. */
  readonly parts: readonly (string | Placeholder)[];
  readonly binary?: boolean;
}

/** A page that is an object in S3. */
export interface StoredPage {
  readonly type: string;
  readonly bucket: string;
  readonly region: string;
  readonly key: string;
  readonly binary?: boolean;
  /** Age after which a copy in memory is checked for changes. */
  readonly refreshMs: number;
  /** The longest that a viewer waits for S3. */
  readonly timeoutMs: number;
  /** The largest object, where the event allows less than others. */
  readonly maxBytes?: number;
}

export type MaskPage = EmbeddedPage | StoredPage;

export function isStored(page: MaskPage): page is StoredPage {
  return 'bucket' in page;
}

/** The part of the step that has these pages: other functions do not need the code that fetches them. */
export function pagesPart(pages: readonly MaskPage[]): 'mask-errors' | 'mask-errors-stored' {
  return pages.some(isStored) ? 'mask-errors-stored' : 'mask-errors';
}
