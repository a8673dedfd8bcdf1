/** Whose value a header has that an existing response headers policy and this library set differently. */
export enum PolicyConflicts {
  /** The value of this library. */
  OURS = 'ours',

  /** The value of the existing policy. */
  EXISTING = 'existing',
}
