import { LambdaEdgeEventType, type IDistributionRef, type IKeyValueStore } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import { EdgeStep } from './edge-step';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { StepOrder } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { isRequestEvent, isViewerEvent } from '../../core/facts/edge-events';
import { error, shown, warning, type Problem } from '../../core/problem';
import { flag, instanceOf, kind, oneOf, optional, required, Struct } from '../../core/problem/kinds';
import type { EdgeAttachmentOptions } from '../existing/edge-attachment-options';
import { EdgeFunctions } from '../functions/edge-functions';
import { COMMON, readProps } from '../read-props';

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

/** Properties of `EdgeCustomStep`. */
export interface EdgeCustomStepProps extends EdgeCustomStepOptions {
  /**
   * A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns. It stays as you
   * declared it.
   */
  readonly distribution: IDistributionRef;
}

/**
 * Runs your own code together with the constructs of this library, in the one function that CloudFront allows on an
 * event.
 *
 * Adds a step to the Lambda@Edge function or the CloudFront Function on the event, which all constructs of this library
 * share. If a behavior already has another function on the event, that is an error (`EDGE_EVENT_TAKEN`), and so are
 * both kinds on the viewer events of one behavior (`EDGE_VIEWER_MIX`).
 *
 * On a request event the code gets the request, unless an earlier step has responded, and may return a request or a
 * response. On a response event it gets the response, as changed by earlier steps. Later steps get what it returns; if
 * it returns nothing, the request or response continues unchanged.
 *
 * If the code fails, the request is refused with a 503, unless `onFailure` says otherwise; a response continues as it
 * was.
 *
 * @example
 * new EdgeCustomStep(this, 'Auth', {
 *   distribution,
 *   event: cloudfront.LambdaEdgeEventType.VIEWER_REQUEST,
 *   step: EdgeStep.fromFile('edge/auth.js'),
 *   position: EdgeStepPosition.FIRST,
 * });
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-event-structure.html
 */
export class EdgeCustomStep extends Construct {
  /** The functions with your code: one for each set of behaviors with the same steps on the event. */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: EdgeCustomStepProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === EdgeCustomStep);
    const behaviors = (given.behaviors ?? EdgeBehaviors.defaultBehavior())._selector;
    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const code = this.load(given);
    const { step, event, includeBody, onFailure, keyValueStore } = given;
    if (slots === undefined || step === undefined || event === undefined || AppProblems.of(this).has(this)) {
      const settings = step?._host === 'cloudfront-function' ? {} : given;
      slots?.checkRefused({ owner: this, behaviors, settings });
      return;
    }
    slots.contribute({
      owner: this,
      event,
      host: step._host,
      settings: given,
      existing: given.existing?._existing,
      behaviors,
      order: ORDER[given.position ?? EdgeStepPosition.BEFORE_HEADERS],
      step: {
        part: 'custom',
        config: {
          name: step._name,
          response: !isRequestEvent(event),
          ...(onFailure === EdgeStepFailure.PASS && { pass: true }),
        },
        code,
        ...(keyValueStore && { keyValueStore: keyValueStore.keyValueStoreArn }),
      },
      includeBody,
    });
  }

  /** Loads the code, and reports problems with it or with its event. */
  private load(given: Partial<EdgeCustomStepProps>): string {
    const { code = '', problems = [] } = given.step?._load() ?? {};
    const found = [...problems, ...eventProblems(given)];
    AppProblems.of(this).add(this, found);
    annotate(this, found);
    return code;
  }
}

const ORDER: Record<EdgeStepPosition, StepOrder> = {
  [EdgeStepPosition.FIRST]: StepOrder.USER_FIRST,
  [EdgeStepPosition.BEFORE_HEADERS]: StepOrder.USER,
  [EdgeStepPosition.LAST]: StepOrder.USER_LAST,
};

function eventProblems({
  step,
  event,
  includeBody,
  onFailure,
  keyValueStore,
}: Partial<EdgeCustomStepProps>): Problem[] {
  if (step === undefined || event === undefined) return [];
  const cloudFrontFunction = step._host === 'cloudfront-function';
  return [
    ...(cloudFrontFunction && !isViewerEvent(event)
      ? [
        error(
          'EDGE_FUNCTION_EVENT',
          `is not an event of CloudFront Functions, got ${shown(event)}; use a viewer event, or `
              + 'EdgeStepHost.LAMBDA_EDGE',
          'event',
        ),
      ]
      : []),
    ...(includeBody && (cloudFrontFunction || !isRequestEvent(event))
      ? [
        error(
          'EDGE_INCLUDE_BODY',
          'is only for Lambda@Edge on request events; remove it, or choose such an event',
          'includeBody',
        ),
      ]
      : []),
    ...(keyValueStore !== undefined && !cloudFrontFunction
      ? [
        error(
          'EDGE_STEP_STORE',
          'is only for CloudFront Functions; remove it, or add host: EdgeStepHost.CLOUDFRONT_FUNCTION to the step',
          'keyValueStore',
        ),
      ]
      : []),
    ...(onFailure === EdgeStepFailure.REFUSE && !isRequestEvent(event)
      ? [
        error(
          'EDGE_STEP_REFUSE',
          `cannot be EdgeStepFailure.REFUSE on ${event}, where the request can no longer be refused; remove it, or `
              + 'choose '
              + 'a request event',
          'onFailure',
        ),
      ]
      : []),
    ...(event === LambdaEdgeEventType.VIEWER_RESPONSE
      ? [
        warning(
          'EDGE_VIEWER_RESPONSE',
          `${step._name} runs on viewer-response, where CloudFront runs no function for errors of the origin (400 `
              + 'and '
              + 'above) and for error pages; use LambdaEdgeEventType.ORIGIN_RESPONSE to see those',
        ),
      ]
      : []),
  ];
}

const store = kind('a KeyValueStore', (value) => (
  typeof value === 'object' && value !== null && 'keyValueStoreArn' in value
), 'use one such as new KeyValueStore(this, "Store") or KeyValueStore.fromKeyValueStoreArn');

const MAKE_STEP = 'use one such as EdgeStep.fromFile("edge/auth.js")';

const PROPERTIES = new Struct<EdgeCustomStepProps>('EdgeCustomStepProps', {
  ...COMMON,
  step: required(instanceOf(EdgeStep, MAKE_STEP), MAKE_STEP),
  event: required(
    oneOf('LambdaEdgeEventType', LambdaEdgeEventType), 'use one such as LambdaEdgeEventType.VIEWER_REQUEST',
  ),
  position: optional(oneOf('EdgeStepPosition', EdgeStepPosition)),
  onFailure: optional(oneOf('EdgeStepFailure', EdgeStepFailure)),
  includeBody: optional(flag),
  keyValueStore: optional(store),
});
