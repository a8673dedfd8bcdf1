import type { EdgeHost } from '../facts/edge-events';

/**
 * Prebuilt code of functions. Bundled with the library (`projenrc/bundle.mjs`), and combined with other parts at synth
 * (`attach/slots/code.ts`).
 */
export interface EdgePart {
  /** The file to bundle, relative to the root of the repository. */
  readonly entry: string;
  /** The variable with its exports. CloudFront Functions have no modules: everything that a part declares is global. */
  readonly global?: string;
  /** Maximum size in bytes (cold start; 10 KB for CloudFront Functions). Do not raise it without a reason. */
  readonly budget: number;
}

/** The parts that are steps: each exports `create`, which takes the configuration of the step. */
const LAMBDA_STEPS = {
  'redirect': { entry: 'src/handlers/lambda-edge/redirect.step.ts', global: 'redirectStep', budget: 19_296 },
  'pretty-urls': { entry: 'src/handlers/lambda-edge/pretty-urls.step.ts', global: 'prettyUrlsStep', budget: 1_600 },
  'mask-errors': { entry: 'src/handlers/lambda-edge/mask-errors.step.ts', global: 'maskErrorsStep', budget: 4_192 },
  'mask-errors-stored': {
    entry: 'src/handlers/lambda-edge/mask-errors-stored.step.ts', global: 'maskErrorsStoredStep', budget: 8_512,
  },
  // Only included where a behavior targets an origin group.
  'failover': { entry: 'src/handlers/lambda-edge/failover.step.ts', global: 'failoverStep', budget: 832 },
  'headers': { entry: 'src/handlers/lambda-edge/headers.step.ts', global: 'headersStep', budget: 1_024 },
  'custom': { entry: 'src/handlers/lambda-edge/custom.step.ts', global: 'customStep', budget: 9_920 },
} as const satisfies Record<string, EdgePart>;

/** All parts, grouped by host; the part `x` of a host is `assets/<host>/x.js`. */
export const HOST_PARTS = {
  'lambda-edge': {
    'slot': { entry: 'src/handlers/lambda-edge/slot.ts', global: 'edgeSlot', budget: 3_000 },
    // Only included in functions with a value that CloudFormation fills in.
    'deploy-values': { entry: 'src/handlers/lambda-edge/deploy-values.ts', global: 'deployValues', budget: 7_088 },
    ...LAMBDA_STEPS,
    // Instead of `custom`, for the code of an existing function.
    'existing': { entry: 'src/handlers/lambda-edge/existing.step.ts', global: 'existingStep', budget: 14_464 },
  },
  'cloudfront-function': {
    'slot': { entry: 'src/handlers/cloudfront-function/slot.ts', budget: 4_032 },
    // Only included beside the code of an existing function.
    'existing': { entry: 'src/handlers/cloudfront-function/existing.ts', budget: 2_112 },
    // Included with either of the two.
    'tools': { entry: 'src/handlers/cloudfront-function/tools.ts', budget: 576 },
    'alone': { entry: 'src/handlers/cloudfront-function/alone.ts', budget: 288 },
    'redirect': { entry: 'src/handlers/cloudfront-function/redirect.ts', budget: 2_752 },
    // Only included in functions whose rules need them.
    'redirect-patterns': { entry: 'src/handlers/cloudfront-function/redirect-patterns.ts', budget: 2_240 },
    'redirect-query': { entry: 'src/handlers/cloudfront-function/redirect-query.ts', budget: 1_088 },
    'redirect-conditions': { entry: 'src/handlers/cloudfront-function/redirect-conditions.ts', budget: 928 },
    'redirect-language': { entry: 'src/handlers/cloudfront-function/redirect-language.ts', budget: 384 },
    'redirect-self': { entry: 'src/handlers/cloudfront-function/redirect-self.ts', budget: 320 },
    'redirect-pages': { entry: 'src/handlers/cloudfront-function/redirect-pages.ts', budget: 256 },
    // Instead of rules in the code.
    'redirect-store': { entry: 'src/handlers/cloudfront-function/redirect-store.ts', budget: 1_600 },
    // Instead of `alone`, with rules in a store.
    'later': { entry: 'src/handlers/cloudfront-function/later.ts', budget: 320 },
    'later-in-turn': { entry: 'src/handlers/cloudfront-function/later-in-turn.ts', budget: 416 },
    // Only included in functions with pretty URLs.
    'pretty-urls': { entry: 'src/handlers/cloudfront-function/pretty-urls.ts', budget: 512 },
    'pretty-url': { entry: 'src/core/pretty-urls/pretty-url.ts', budget: 1_024 },
  },
} as const satisfies Record<EdgeHost, Record<string, EdgePart>>;

export type StepPart = keyof typeof LAMBDA_STEPS;

export type FunctionPart = keyof typeof HOST_PARTS['cloudfront-function'];

/** The file of a part in `assets/`. */
export function partFile(host: EdgeHost, name: string): string {
  return `${host}/${name}.js`;
}
