/** Actions that allow CloudFront to see which keys exist. */
const LISTS = /^(\*|s3:\*|s3:List\*|s3:ListBucket)$/i;

/** A statement of a bucket policy, as text: references are placeholders. */
export interface BucketStatement {
  readonly effect: string;
  readonly actions: readonly string[];
  readonly resources: readonly string[];
  readonly principal: {
    /** `*`. */
    readonly isEverybody: boolean;
    /** An origin access identity, as a canonical user. */
    readonly isCanonicalUser: boolean;
    readonly services: readonly string[];
    readonly accounts: readonly string[];
  };
}

/**
 * Whether it lets CloudFront list the bucket: an action of the bucket, and not of its objects. Origin access control is
 * a service principal; the older origin access identity is a canonical user or an IAM user of CloudFront.
 */
export function allowsListing({ effect, actions, resources, principal }: BucketStatement): boolean {
  const { isEverybody, isCanonicalUser, services, accounts } = principal;
  return effect === 'Allow'
    && actions.some((action) => LISTS.test(action))
    && (resources.length === 0 || resources.some((resource) => !resource.endsWith('/*')))
    && (isEverybody || isCanonicalUser || services.includes('cloudfront.amazonaws.com')
      || accounts.some((arn) => arn === '*' || arn.includes('cloudfront')));
}
