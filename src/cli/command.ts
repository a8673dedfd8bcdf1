/** One word after `cdk-cloudfront-edge`. */
export interface Command {
  /** One line for the overview. */
  readonly summary: string;
  /** Resolves to the exit code: 0 it did what was asked, 1 it could not, 2 it was not asked properly. */
  run(args: readonly string[], terminal: Terminal): Promise<number>;
}

/** Where a command writes: results to one, everything about how it went to the other. */
export interface Terminal {
  out(line: string): void;
  error(line: string): void;
}

/** What the user typed makes no sense: printed with the usage, exit code 2. */
export class UsageError extends Error {}
