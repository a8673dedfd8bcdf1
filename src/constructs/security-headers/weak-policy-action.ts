/** What `SecurityHeaders` does about weak values of headers. */
export enum WeakPolicyAction {
  /** Reports them as warnings, which can be acknowledged by their codes. */
  WARN = 'warn',

  /**
   * Refuses those of severity HIGH, SYNTAX and MEDIUM as errors, which stop the synthesis. The others stay warnings.
   */
  ERROR = 'error',

  /** Does not look for them. */
  IGNORE = 'ignore',
}
