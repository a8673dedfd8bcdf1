import { Template } from 'aws-cdk-lib/assertions';
import { Distribution, type IDistributionRef } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import { EdgeErrorMasker, ErrorAction, ErrorStatuses } from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];

/**
 * A construct of some library around a distribution. Where types are not checked, as in Python, it may be passed as a
 * distribution.
 */
class Website extends Construct {
  constructor(scope: Construct, id: string, asDefaultChild: boolean) {
    super(scope, id);
    const inside = new Distribution(this, 'Cdn', { defaultBehavior: { origin: siteOrigin } });
    if (asDefaultChild) this.node.defaultChild = inside;
  }
}

it.each([true, false])(
  'a construct around a distribution is refused with what to pass, default child: %s',
  (asDefaultChild) => {
    const { stack } = siteStack();
    const distribution = new Website(stack, 'Website', asDefaultChild) as unknown as IDistributionRef;
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    expect(() => Template.fromStack(stack)).toThrow(
      /^Web\/Errors: 1 problem\n {2}distribution is not a distribution .*, got "Web\/Website"; pass the distribution itself: "Web\/Website\/Cdn" {2}\[EDGE_DISTRIBUTION_WRAPPED\]$/,
    );
  },
);
