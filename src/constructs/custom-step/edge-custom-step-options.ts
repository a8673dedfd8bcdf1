import type { IKeyValueStore, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import type { EdgeStep } from './edge-step';
import type { EdgeBehaviors } from '../edge-behaviors';
import type { EdgeAttachmentOptions } from '../existing/edge-attachment-options';

/** Position of your code among the steps of a function. */
export enum EdgeStepPosition {
  /** Before everything else: sees the request or response as CloudFront sends it. */
  FIRST = 'first',
  /** After redirects and error pages, before headers. */
  BEFORE_HEADERS = 'before-headers',
  /** After everything else. */
  LAST = 'last',
}

/** What happens to a request if your code fails. */
export enum EdgeStepFailure {
  /** The request is refused: the viewer gets a 503, as with a function of your own. */
  REFUSE = 'refuse',
  /** The request continues as it was before your code. */
  PASS = 'pass',
}

/** Options of `EdgeCustomStep`. */
export interface EdgeCustomStepOptions extends EdgeAttachmentOptions {
  /** The code to run. */
  readonly step: EdgeStep;

  /** The event on which the code runs. CloudFront Functions run on viewer events only (`EDGE_FUNCTION_EVENT`). */
  readonly event: LambdaEdgeEventType;

  /**
   * The behaviors on which the code runs.
   *
   * @default - the default behavior
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * Position among the other steps of the event. Steps with the same position run in the order of the constructs in the
   * app.
   *
   * @default EdgeStepPosition.BEFORE_HEADERS
   */
  readonly position?: EdgeStepPosition;

  /**
   * What happens to a request if the code fails: it cannot be loaded, throws, times out, or returns something that
   * CloudFront does not accept.
   *
   * Refused requests get a 503 with `cache-control: no-store`, without the reason; later redirects do not run, security
   * headers are added. In both cases one line of JSON with the code `EDGE_STEP_FAILED` is logged. Use
   * `EdgeStepFailure.PASS` for code that protects nothing. On response events the response always continues as it was,
   * and `EdgeStepFailure.REFUSE` is an error (`EDGE_STEP_REFUSE`).
   *
   * @default EdgeStepFailure.REFUSE on request events; on response events the response continues as it was
   */
  readonly onFailure?: EdgeStepFailure;

  /**
   * Whether the event includes the request body (`IncludeBody` of Lambda@Edge). On request events only
   * (`EDGE_INCLUDE_BODY`).
   *
   * @default false
   */
  readonly includeBody?: boolean;

  /**
   * The KeyValueStore that a file of a CloudFront Function reads with `cf.kvs()`.
   *
   * The function is associated with it. CloudFront gives a function one store: steps and existing functions that share
   * a function have to name the same one (`EDGE_FUNCTION_STORES`). A file for Lambda@Edge has none (`EDGE_STEP_STORE`).
   *
   * @default - no store
   */
  readonly keyValueStore?: IKeyValueStore;
}
