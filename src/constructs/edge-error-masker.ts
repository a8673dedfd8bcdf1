import { Token } from 'aws-cdk-lib';
import type { IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeBehaviors } from './edge-behaviors';
import type { EdgeFunctionOptions } from './edge-function-options';
import type { ErrorAction } from './error-action';
import type { ErrorStatuses } from './error-statuses';
import { refuse } from '../attach/config-error';
import { StepOrder } from '../attach/slots/contribution';
import { EdgeSlots } from '../attach/slots/edge-slots';
import { distributionResource } from '../attach/target';
import { checkMaskRules } from '../core/errors/check';
import type { MaskConfig } from '../core/errors/config';

/** One kind of error and what to do about it. */
export interface ErrorRule {
  /** Which statuses of the origin the rule is for. */
  readonly statuses: ErrorStatuses;

  /** What the viewer gets instead. */
  readonly action: ErrorAction;
}

/** Options of `EdgeErrorMasker`. */
export interface EdgeErrorMaskerOptions extends EdgeFunctionOptions {
  /**
   * Which behaviors get the error pages.
   *
   * @default - the default behavior, so that the errors of an API on a behavior of its own stay what they are
   */
  readonly behaviors?: EdgeBehaviors;

  /** What to do about which errors. A listed code wins over a range; among equals the first rule wins. */
  readonly rules: ErrorRule[];
}

/** Properties of `EdgeErrorMasker`. */
export interface EdgeErrorMaskerProps extends EdgeErrorMaskerOptions {
  /** A distribution of this app: `Distribution`, `CfnDistribution`, or what `CfnInclude` returns. It stays as you declared it. */
  readonly distribution: IDistributionRef;
}

/**
 * Gives visitors your error page where the origin answers with an error, on the behaviors you choose.
 *
 * Adds a step to the Lambda@Edge function on origin-response, which all constructs of this library share. That event sees the
 * answers of the origin and nothing else: a request that AWS WAF, a geographic restriction or a signed URL turns away keeps
 * CloudFront's own 403. Only answers to GET and HEAD are masked, because a program expects the real status of a POST or a
 * preflight.
 *
 * Nothing of the origin's answer survives on a masked one: neither its cookies and caching nor the headers that describe its body.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/lambda-cloudfront-trigger-events.html
 */
export class EdgeErrorMasker extends Construct {
  constructor(scope: Construct, id: string, props: EdgeErrorMaskerProps) {
    super(scope, id);
    const config: MaskConfig = {
      rules: props.rules.map(({ statuses, action }) => ({ statuses: statuses._set, redirect: action._redirect })),
      methods: ['GET', 'HEAD'],
    };
    refuse(this, checkMaskRules(config.rules, (text) => Token.isUnresolved(text)));
    EdgeSlots.of(distributionResource(this, props.distribution)).contribute({
      owner: this,
      event: 'origin-response',
      settings: props,
      behaviors: (props.behaviors ?? EdgeBehaviors.defaultBehavior())._selector,
      order: StepOrder.MASK_ERRORS,
      step: { part: 'mask-errors', config },
    });
  }
}
