/**
 * The configuration of a step: serialisable; strings may hold tokens, which CloudFormation fills in when it deploys.
 * One that is still to be computed is none.
 */
export type StepConfig = (object | Readonly<Record<string, unknown>>) & { readonly compute?: never };

/**
 * A configuration that depends on what others add to the distribution. It is computed once, when the app is synthesized
 * and all constructs are there (`bakedContributions`).
 */
export class LazyConfig {
  constructor(readonly compute: () => StepConfig) {}
}
