/**
 * Error codes of S3 with which CloudFront gets no object, and what each means there.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/ErrorResponses.html
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/private-content-restricting-access-to-s3.html
 */
export const S3_ERROR_CODES = {
  AccessDenied:
    'S3 denied access: the key does not exist and CloudFront may not list the bucket, or the bucket policy, '
    + 'the origin access control, Block Public Access or the KMS key does not allow the read',
  NoSuchKey: 'the bucket does not have the key',
  NoSuchBucket: 'the bucket does not exist',
  NoSuchWebsiteConfiguration: 'the bucket has no website configuration, but its website endpoint is the origin',
  AllAccessDisabled: 'all access to the bucket is disabled',
  SignatureDoesNotMatch: 'S3 got a request that differs from the one that CloudFront signed',
  AuthorizationHeaderMalformed: 'the request was signed for another Region',
  InvalidArgument: 'S3 refused an argument of the request, such as a signature for an object with a KMS key',
  MethodNotAllowed: 'S3 does not allow the method',
  PermanentRedirect: 'the bucket is at another endpoint, mostly in another Region',
  RequestTimeTooSkewed: 'the time of the request is wrong',
  SlowDown: 'S3 limits the rate of requests to the bucket',
  InternalError: 'S3 failed',
  ServiceUnavailable: 'S3 is not available',
} as const;
