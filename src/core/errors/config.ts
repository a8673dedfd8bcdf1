/**
 * What `EdgeErrorMasker` bakes into its step.
 *
 * Everything that can be worked out when the app is synthesized already is: at the edge the rules are only looked up.
 */
export interface MaskConfig {
  readonly rules: readonly MaskRule[];
  /** By number, so that rules can share one. */
  readonly pages: readonly MaskPage[];
  /** Paths that no rule may redirect, in the form of `comparablePath`. */
  readonly errorPages: readonly string[];
  /** What CloudFront fetches for `/`, where it could not be known at synth whether that is an error page. */
  readonly startPage?: string;
  /** The path of the default root object, if a rule looks at paths: a request for it is one for `/`. */
  readonly rootPath?: string;
  /** Reason phrases of the statuses that answers may have. */
  readonly reasons: Readonly<Record<number, string>>;
  /** By status, headers of the origin that stay where that is its status and the answer's. */
  readonly bound: Readonly<Record<number, readonly string[]>>;
  /** Name of a header that tells errors of the origin from those of CloudFront; lower case. */
  readonly sourceHeader?: string;
  /** One line for each masked answer. */
  readonly log?: boolean;
}

/** A status by code or range, and all conditions have to fit. */
export interface MaskRule {
  readonly codes: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
  /** Upper case. */
  readonly methods: readonly string[];
  /** Path patterns as behaviors have them; absent for every path. */
  readonly paths?: readonly string[];
  /** How requests for a page are told from those for data; absent for every request. */
  readonly navigations?: 'accept' | 'path';
  /** Headers of the origin's answer, in lower case, and the text that their value has to be as a whole, or to hold. */
  readonly originHeaders?: readonly (readonly [name: string, text: string, whole: boolean])[];
  /** Absent if the answer is to stay what it is. */
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
  /** Absent if nobody said how long the answer may be kept. */
  readonly cacheControl?: string;
  /**
   * Headers of the origin that stay, in lower case: those that CloudFront lets nobody touch, and those that were asked
   * for.
   */
  readonly keep: readonly string[];
}

/** What stands for a value of the request: status, reason phrase, path, request id (see `PLACEHOLDERS`). */
export type Placeholder = 0 | 1 | 2 | 3;

/** A page that is baked into the function. */
export interface EmbeddedPage {
  /** `Content-Type`. */
  readonly type: string;
  /** Text with gaps; base64 if `binary`. */
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
  /** After this a copy in memory is checked for changes. */
  readonly refreshMs: number;
  /** The longest that a viewer waits for S3. */
  readonly timeoutMs: number;
}

export type MaskPage = EmbeddedPage | StoredPage;

export function isStored(page: MaskPage): page is StoredPage {
  return 'bucket' in page;
}
