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
  /** Whether there is one file for each of `FUNCTION_KINDS`. */
  readonly kinds?: true;
}

/** What is known of a CloudFront Function when it is composed: constants of the code of its parts. */
export interface FunctionKind {
  readonly ON_EVENT: 'request' | 'response' | '';
  /** Whether a file may answer with a promise. */
  readonly WITH_PROMISES: boolean;
}

/** Each needs less code and fewer instructions than code for all of them. */
export const FUNCTION_KINDS = {
  request: { ON_EVENT: 'request', WITH_PROMISES: false },
  response: { ON_EVENT: 'response', WITH_PROMISES: false },
  promises: { ON_EVENT: '', WITH_PROMISES: true },
} as const satisfies Record<string, FunctionKind>;

export type FunctionKindName = keyof typeof FUNCTION_KINDS;

/** The parts that are steps: each exports `create`, which takes the configuration of the step. */
const LAMBDA_STEPS = {
  'redirect': { entry: 'src/handlers/lambda-edge/redirect.step.ts', global: 'redirectStep', budget: 19_824 },
  'redirect-stored': {
    entry: 'src/handlers/lambda-edge/redirect-stored.step.ts', global: 'redirectStoredStep', budget: 24_592,
  },
  'pretty-urls': { entry: 'src/handlers/lambda-edge/pretty-urls.step.ts', global: 'prettyUrlsStep', budget: 1_600 },
  'mask-errors': { entry: 'src/handlers/lambda-edge/mask-errors.step.ts', global: 'maskErrorsStep', budget: 4_208 },
  'mask-errors-stored': {
    entry: 'src/handlers/lambda-edge/mask-errors-stored.step.ts', global: 'maskErrorsStoredStep', budget: 9_008,
  },
  // Only included where a behavior targets an origin group.
  'failover': { entry: 'src/handlers/lambda-edge/failover.step.ts', global: 'failoverStep', budget: 832 },
  'headers': { entry: 'src/handlers/lambda-edge/headers.step.ts', global: 'headersStep', budget: 1_952 },
  'custom': { entry: 'src/handlers/lambda-edge/custom.step.ts', global: 'customStep', budget: 9_920 },
} as const satisfies Record<string, EdgePart>;

/** All parts, grouped by host; the part `x` of a host is `assets/<host>/x.js`. */
export const HOST_PARTS = {
  'lambda-edge': {
    'slot': { entry: 'src/handlers/lambda-edge/slot.ts', global: 'edgeSlot', budget: 3_376 },
    // Only included in functions with a value that CloudFormation fills in.
    'deploy-values': { entry: 'src/handlers/lambda-edge/deploy-values.ts', global: 'deployValues', budget: 7_664 },
    ...LAMBDA_STEPS,
    // Only included where answers of rules have pages, with one of the two steps of error pages.
    'redirect-bodies': { entry: 'src/handlers/lambda-edge/redirect-bodies.ts', global: 'redirectBodies', budget: 800 },
    // Only included where the rules that apply are logged.
    'redirect-log': { entry: 'src/handlers/lambda-edge/redirect-log.ts', global: 'redirectLog', budget: 208 },
    // Instead of `custom`, for the code of an existing function.
    'existing': { entry: 'src/handlers/lambda-edge/existing.step.ts', global: 'existingStep', budget: 14_432 },
  },
  'cloudfront-function': {
    // A file of the user, whose result is checked.
    'slot': { entry: 'src/handlers/cloudfront-function/slot.ts', budget: 2_736, kinds: true },
    'fixed-request': { entry: 'src/handlers/cloudfront-function/fixed-request.ts', budget: 80 },
    'fixed-response': { entry: 'src/handlers/cloudfront-function/fixed-response.ts', budget: 48 },
    // Included if it may change a request or response, and is alone; or among others.
    'kept-request': { entry: 'src/handlers/cloudfront-function/kept-request.ts', budget: 304 },
    'kept-response': { entry: 'src/handlers/cloudfront-function/kept-response.ts', budget: 304 },
    'copied': { entry: 'src/handlers/cloudfront-function/copied.ts', budget: 208 },
    // The code of an existing function.
    'existing': { entry: 'src/handlers/cloudfront-function/existing.ts', budget: 336, kinds: true },
    'existing-query': { entry: 'src/handlers/cloudfront-function/existing-query.ts', budget: 400 },
    'existing-first': { entry: 'src/handlers/cloudfront-function/existing-first.ts', budget: 592, kinds: true },
    'existing-last': { entry: 'src/handlers/cloudfront-function/existing-last.ts', budget: 320, kinds: true },
    // Included beside either of the two.
    'ours': { entry: 'src/handlers/cloudfront-function/ours.ts', budget: 256 },
    'turns': { entry: 'src/handlers/cloudfront-function/turns.ts', budget: 320, kinds: true },
    'tools': { entry: 'src/handlers/cloudfront-function/tools.ts', budget: 544 },
    // Only included in functions with pretty URLs, or with `redirect-together`.
    'sent': { entry: 'src/handlers/cloudfront-function/sent.ts', budget: 128 },
    // Steps of this library without other code.
    'alone': { entry: 'src/handlers/cloudfront-function/alone.ts', budget: 272 },
    'redirect': { entry: 'src/handlers/cloudfront-function/redirect.ts', budget: 2_624 },
    // Only included in functions whose rules need them.
    'redirect-patterns': { entry: 'src/handlers/cloudfront-function/redirect-patterns.ts', budget: 2_224 },
    'redirect-query': { entry: 'src/handlers/cloudfront-function/redirect-query.ts', budget: 992 },
    'redirect-conditions': { entry: 'src/handlers/cloudfront-function/redirect-conditions.ts', budget: 784 },
    'redirect-times': { entry: 'src/handlers/cloudfront-function/redirect-times.ts', budget: 336 },
    'redirect-language': { entry: 'src/handlers/cloudfront-function/redirect-language.ts', budget: 368 },
    'redirect-self': { entry: 'src/handlers/cloudfront-function/redirect-self.ts', budget: 304 },
    'redirect-pages': { entry: 'src/handlers/cloudfront-function/redirect-pages.ts', budget: 192 },
    'redirect-bodies': { entry: 'src/handlers/cloudfront-function/redirect-bodies.ts', budget: 320 },
    'redirect-body-values': { entry: 'src/handlers/cloudfront-function/redirect-body-values.ts', budget: 544 },
    // Only included where a list lets requests pass, at some times or for some viewers, to another of our steps.
    'redirect-together': { entry: 'src/handlers/cloudfront-function/redirect-together.ts', budget: 464 },
    // Instead of that for lists of a store alone.
    'redirect-one-visit': { entry: 'src/handlers/cloudfront-function/redirect-one-visit.ts', budget: 96 },
    // Only included where the rules that apply are logged; the second with rules in a store.
    'redirect-log': { entry: 'src/handlers/cloudfront-function/redirect-log.ts', budget: 512 },
    'redirect-log-stored': { entry: 'src/handlers/cloudfront-function/redirect-log-stored.ts', budget: 416 },
    // Instead of rules in the code.
    'redirect-store': { entry: 'src/handlers/cloudfront-function/redirect-store.ts', budget: 1_600 },
    // Only included if it may have rules of some kinds only.
    'redirect-kinds': { entry: 'src/handlers/cloudfront-function/redirect-kinds.ts', budget: 224 },
    // Instead of `alone` and `ours`, with rules in a store.
    'later': { entry: 'src/handlers/cloudfront-function/later.ts', budget: 320 },
    'later-in-turn': { entry: 'src/handlers/cloudfront-function/later-in-turn.ts', budget: 304 },
    'later-beside': { entry: 'src/handlers/cloudfront-function/later-beside.ts', budget: 272 },
    // Only included in functions with pretty URLs.
    'pretty-urls': { entry: 'src/handlers/cloudfront-function/pretty-urls.ts', budget: 512 },
    'pretty-url': { entry: 'src/core/pretty-urls/pretty-url.ts', budget: 928 },
    // The step of security headers; the last only on requests, for what other steps answer.
    'apply-headers': { entry: 'src/core/security-headers/apply-headers.ts', budget: 1_328 },
    'headers': { entry: 'src/handlers/cloudfront-function/headers.ts', budget: 704 },
    'headers-after': { entry: 'src/handlers/cloudfront-function/headers-after.ts', budget: 256 },
  },
} as const satisfies Record<EdgeHost, Record<string, EdgePart>>;

export type StepPart = keyof typeof LAMBDA_STEPS;

export type FunctionPart = keyof typeof HOST_PARTS['cloudfront-function'];

/** The file of a part in `assets/`. */
export function partFile(host: EdgeHost, name: string, kind?: FunctionKindName): string {
  return `${host}/${name}${kind === undefined ? '' : `-${kind}`}.js`;
}
