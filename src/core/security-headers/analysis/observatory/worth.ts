/** Points that MDN's HTTP Observatory gives or takes for a header. */
export interface Worth {
  readonly points: number;
  readonly why: string;
}
