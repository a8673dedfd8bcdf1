import { LambdaEdgeEventType, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import type { EdgeFunctionOptions } from '../edge-function-options';
import { EdgeStep } from './edge-step';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { StepOrder } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { isRequestEvent, isViewerEvent } from '../../core/facts/edge-events';
import { error, shown, warning, type Problem } from '../../core/problem';
import { flag, instanceOf, oneOf, optional, required, Struct } from '../../core/problem/kinds';
import { EdgeFunctions } from '../functions/edge-functions';
import { COMMON, readProps } from '../read-props';

/** Position of your code among the steps of a function. */
export enum EdgeStepPosition {
  /** Before everything else: sees the message as CloudFront has it. */
  FIRST = 'first',
  /** After redirects and error pages, before headers. */
  BEFORE_HEADERS = 'before-headers',
  /** After everything else. */
  LAST = 'last',
}

/** What becomes of a request when your own code fails. */
export enum EdgeStepFailure {
  /** The viewer gets a 503, as from your function alone. */
  REFUSE = 'refuse',
  /** The request goes on as it was before your code, as if that were not there. */
  PASS = 'pass',
}

/** Options of `EdgeCustomStep`. */
export interface EdgeCustomStepOptions extends EdgeFunctionOptions {
  /** The code. */
  readonly step: EdgeStep;

  /** The event on which it runs. CloudFront Functions run on viewer events only (`EDGE_FUNCTION_EVENT`). */
  readonly event: LambdaEdgeEventType;

  /**
   * Which behaviors it runs on.
   *
   * @default - the default behavior
   */
  readonly behaviors?: EdgeBehaviors;

  /**
   * Position among the other steps of the event. Among equals, the construct that comes first in the app runs first.
   *
   * @default EdgeStepPosition.BEFORE_HEADERS
   */
  readonly position?: EdgeStepPosition;

  /**
   * What becomes of a request when the code fails: cannot be loaded, throws, does not answer in time, or returns what
   * CloudFront does not accept.
   *
   * Refused requests get a 503 with `cache-control: no-store` and nothing about the reason; later redirects do not run,
   * security headers are added. Either way one line of JSON with the code `EDGE_STEP_FAILED` is logged. Use
   * `EdgeStepFailure.PASS` for code that is not needed to protect anything. On response events the response always goes
   * on as it was, and `EdgeStepFailure.REFUSE` is an error (`EDGE_STEP_REFUSE`).
   *
   * @default EdgeStepFailure.REFUSE on request events; on response events the response goes on
   */
  readonly onFailure?: EdgeStepFailure;

  /**
   * Have the body of requests in the event, as Lambda@Edge does with `IncludeBody`. On request events only.
   *
   * @default false
   */
  readonly includeBody?: boolean;
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
 * Runs your own code in the one function that CloudFront allows on an event, beside the constructs of this library.
 *
 * Adds a step to the Lambda@Edge function or the CloudFront Function on the event, which all constructs of this library
 * share. A function that a behavior already has on the event is an error (`EDGE_EVENT_TAKEN`), and so are both kinds on
 * the viewer events of one behavior (`EDGE_VIEWER_MIX`).
 *
 * On a request event the code gets the request, unless a step before it has answered, and may return a request or an
 * answer. On a response event it gets the response as the steps before it have left it. Steps behind it go on with what
 * it returns; what returns nothing lets the message go on.
 *
 * Code that fails refuses the request with a 503, unless `onFailure` says otherwise; a response goes on as it was.
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
  /** The functions with your code: one for each set of behaviors that do the same on the event. */
  public readonly functions: EdgeFunctions;

  constructor(scope: Construct, id: string, props: EdgeCustomStepProps) {
    super(scope, id);
    const { given, resource } = readProps(this, PROPERTIES, props, new.target === EdgeCustomStep);
    const behaviors = (given.behaviors ?? EdgeBehaviors.defaultBehavior())._selector;
    const slots = resource && EdgeSlots.of(resource);
    this.functions = EdgeFunctions._withStepsOf(this, slots);
    const code = this.load(given);
    const { step, event, includeBody, onFailure } = given;
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
      },
      includeBody,
    });
  }

  /** The code of the step; what is wrong with it, or could not run where it is to, is reported. */
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

function eventProblems({ step, event, includeBody, onFailure }: Partial<EdgeCustomStepProps>): Problem[] {
  if (step === undefined || event === undefined) return [];
  const cloudFrontFunction = step._host === 'cloudfront-function';
  return [
    ...(cloudFrontFunction && !isViewerEvent(event) ? [error('EDGE_FUNCTION_EVENT',
      `is no event of CloudFront Functions, got ${shown(event)}; use a viewer event, or EdgeStepHost.LAMBDA_EDGE`,
      'event')] : []),
    ...(includeBody && (cloudFrontFunction || !isRequestEvent(event)) ? [error('EDGE_INCLUDE_BODY',
      'is for Lambda@Edge on request events; remove it, or choose such an event', 'includeBody')] : []),
    ...(onFailure === EdgeStepFailure.REFUSE && !isRequestEvent(event) ? [error('EDGE_STEP_REFUSE',
      `cannot be EdgeStepFailure.REFUSE on ${event}, where there is no request left to refuse; remove it, or choose a `
      + 'request event', 'onFailure')] : []),
    ...(event === LambdaEdgeEventType.VIEWER_RESPONSE ? [warning('EDGE_VIEWER_RESPONSE',
      `${step._name} runs on viewer-response, where CloudFront runs no function for errors of the origin (400 and `
      + 'above) and for error pages; use LambdaEdgeEventType.ORIGIN_RESPONSE to see those')] : []),
  ];
}

const MAKE_STEP = 'use EdgeStep.fromFile("edge/auth.js"), say';

const PROPERTIES = new Struct<EdgeCustomStepProps>('EdgeCustomStepProps', {
  ...COMMON,
  step: required(instanceOf(EdgeStep, MAKE_STEP), MAKE_STEP),
  event: required(oneOf('LambdaEdgeEventType', LambdaEdgeEventType), 'use LambdaEdgeEventType.VIEWER_REQUEST, say'),
  position: optional(oneOf('EdgeStepPosition', EdgeStepPosition)),
  onFailure: optional(oneOf('EdgeStepFailure', EdgeStepFailure)),
  includeBody: optional(flag),
});
