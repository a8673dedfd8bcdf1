import { LambdaEdgeEventType, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from '../edge-behaviors';
import { type EdgeCustomStepOptions, EdgeStepFailure, EdgeStepPosition } from './edge-custom-step-options';
import { EdgeStep } from './edge-step';
import { stepEventProblems } from './step-event-problems';
import { annotate } from '../../attach/annotations';
import { AppProblems } from '../../attach/app-problems';
import { StepOrder, type BakedStep } from '../../attach/slots/contribution';
import { EdgeSlots } from '../../attach/slots/edge-slots';
import { isRequestEvent } from '../../core/facts/edge-events';
import { flag, instanceOf, oneOf, optional, required, Struct } from '../../core/problem/kinds';
import { EdgeFunctions } from '../functions/edge-functions';
import { STORE } from '../redirects/redirect-store';
import { COMMON, readProps } from '../read-props';

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
 * share. If a behavior already has another function on the event, that is an error (`EDGE_EVENT_TAKEN`) unless
 * `existing` composes it, and so are both kinds on the viewer events of one behavior (`EDGE_VIEWER_MIX`).
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
    const { code, files } = this.load(given);
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
      hostChoice: 'file',
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
        files,
        ...(keyValueStore && { keyValueStore: keyValueStore.keyValueStoreArn }),
      },
      includeBody,
    });
  }

  /** Loads the code, and reports problems with it or with its event. */
  private load(given: Partial<EdgeCustomStepProps>): Pick<BakedStep, 'code' | 'files'> {
    const { code = '', files, problems = [] } = given.step?._load() ?? {};
    const found = [...problems, ...stepEventProblems(given)];
    AppProblems.of(this).add(this, found);
    annotate(this, found);
    return { code, files };
  }
}

const ORDER: Record<EdgeStepPosition, StepOrder> = {
  [EdgeStepPosition.FIRST]: StepOrder.USER_FIRST,
  [EdgeStepPosition.BEFORE_HEADERS]: StepOrder.USER,
  [EdgeStepPosition.LAST]: StepOrder.USER_LAST,
};

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
  keyValueStore: optional(STORE),
});
