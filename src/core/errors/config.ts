/** Statuses by code and by range; a listed code wins over every range, of any rule. */
export interface StatusSet {
  readonly codes: readonly number[];
  readonly ranges: readonly (readonly [number, number])[];
}

/** Sends the viewer to a page. */
export interface RedirectAction {
  /** Path of this site, or an absolute URL. */
  readonly location: string;
  readonly status: number;
  readonly cacheControl: string;
}

export interface MaskRule {
  readonly statuses: StatusSet;
  readonly redirect: RedirectAction;
}

/** What `EdgeErrorMasker` bakes into its step. */
export interface MaskConfig {
  readonly rules: readonly MaskRule[];
  /** Upper case. A masked POST or preflight breaks applications, so the default is GET and HEAD. */
  readonly methods: readonly string[];
}
