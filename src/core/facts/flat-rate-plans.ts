/**
 * What CloudFront's flat-rate pricing plans leave out.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html (checked
 * 2026-11-20)
 */
export interface FlatRatePlan {
  /** Cache behaviors of a distribution. */
  readonly behaviors: number;
  /** Cache, origin request and response headers policies of one's own, beside CloudFront's managed ones. */
  readonly customPolicies: boolean;
}

export const FLAT_RATE_PLANS: Readonly<Record<string, FlatRatePlan>> = {
  free: { behaviors: 5, customPolicies: false },
  pro: { behaviors: 10, customPolicies: false },
  business: { behaviors: 50, customPolicies: true },
  premium: { behaviors: 100, customPolicies: true },
};
