/**
 * Limits of CloudFront's flat-rate pricing plans.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/flat-rate-pricing-plan.html (checked
 * 2026-11-20)
 */
export interface FlatRatePlan {
  /** The maximum number of cache behaviors of a distribution. */
  readonly behaviors: number;
  /** Whether custom cache, origin request and response headers policies are allowed, besides managed ones. */
  readonly customPolicies: boolean;
}

export const FLAT_RATE_PLANS: Readonly<Record<string, FlatRatePlan>> = {
  free: { behaviors: 5, customPolicies: false },
  pro: { behaviors: 10, customPolicies: false },
  business: { behaviors: 50, customPolicies: true },
  premium: { behaviors: 100, customPolicies: true },
};
