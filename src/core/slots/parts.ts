import type { EdgeHost } from '../facts/edge-events';

/**
 * A piece of the code of functions, built with the library (`projenrc/bundle.mjs`) and put together with others at
 * synth (`attach/slots/code.ts`).
 */
export interface EdgePart {
  /** What is bundled, from the root of the repository. */
  readonly entry: string;
  /** The variable that holds its exports. In CloudFront Functions there are no modules: what it declares is global. */
  readonly global?: string;
  /** A promise to users (cold start, CloudFront Functions' 10 KB): raise it only on purpose. */
  readonly budget: number;
}

/** The parts that are steps: each exports `create`, which takes the step's configuration. */
const LAMBDA_STEPS = {
  'redirect': { entry: 'src/handlers/lambda-edge/redirect.step.ts', global: 'redirectStep', budget: 15_744 },
  'mask-errors': { entry: 'src/handlers/lambda-edge/mask-errors.step.ts', global: 'maskErrorsStep', budget: 4_128 },
  'mask-errors-stored': {
    entry: 'src/handlers/lambda-edge/mask-errors-stored.step.ts', global: 'maskErrorsStoredStep', budget: 8_448,
  },
  'headers': { entry: 'src/handlers/lambda-edge/headers.step.ts', global: 'headersStep', budget: 1_024 },
  'custom': { entry: 'src/handlers/lambda-edge/custom.step.ts', global: 'customStep', budget: 9_728 },
} as const satisfies Record<string, EdgePart>;

/** All parts by the host that they run on; the part `x` of a host is `assets/<host>/x.js`. */
export const PARTS_BY_HOST = {
  'lambda-edge': {
    'slot': { entry: 'src/handlers/lambda-edge/slot.ts', global: 'edgeSlot', budget: 3_000 },
    // Only in functions with a value that CloudFormation fills in.
    'deploy-values': { entry: 'src/handlers/lambda-edge/deploy-values.ts', global: 'deployValues', budget: 7_040 },
    ...LAMBDA_STEPS,
  },
  'cloudfront-function': {
    slot: { entry: 'src/handlers/cloudfront-function/slot.ts', budget: 3_328 },
  },
} as const satisfies Record<EdgeHost, Record<string, EdgePart>>;

export type StepPart = keyof typeof LAMBDA_STEPS;

/** The file of a part in `assets/`. */
export function partFile(host: EdgeHost, name: string): string {
  return `${host}/${name}.js`;
}
