/**
 * The configuration of a step. It is serializable; strings may contain tokens, which CloudFormation fills in. The type
 * excludes a `LazyConfig`, which has to be computed first.
 */
export type StepConfig = (object | Readonly<Record<string, unknown>>) & { readonly compute?: never };

/**
 * A configuration that depends on other constructs on the distribution. It is computed once, at synth, when all
 * constructs have contributed (`bakedContributions`).
 */
export class LazyConfig {
  constructor(readonly compute: () => StepConfig) {}
}
