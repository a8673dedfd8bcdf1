/**
 * What requests cost, in US dollars, in US East (N. Virginia). Compared on 2026-11-28 with public copies of what these
 * pages say; they themselves fill in their numbers in the browser. The price of bucket reads is that of S3 Standard.
 *
 * @see https://aws.amazon.com/cloudfront/pricing/pay-as-you-go/ (CloudFront Functions, KeyValueStore)
 * @see https://aws.amazon.com/lambda/pricing/ (Lambda@Edge)
 * @see https://aws.amazon.com/s3/pricing/ (GET requests)
 * @see https://aws.amazon.com/cloudwatch/pricing/ (logs of Lambda functions, the first 10 TB of a month)
 */
export const PRICES = {
  /** When the table was last compared with its sources. */
  checked: '2026-11-28',
  currency: 'USD',
  region: 'US East',
  /** Per million invocations. */
  cloudFrontFunction: 0.10,
  /** Invocations per month of an account without a charge. */
  cloudFrontFunctionFree: 2_000_000,
  /** Per million reads of functions. */
  storeRead: 0.03,
  /** Reads per month of an account without a charge. */
  storeReadFree: 2_000_000,
  /** Per million requests; nothing is free. */
  lambdaEdgeRequest: 0.60,
  /** Per second of a function with 1 GB of memory. */
  lambdaEdgeGbSecond: 0.000_050_01,
  /** Per million GET requests, with status 304 as well. */
  bucketRead: 0.40,
  /** Per GB of logs that functions write to CloudWatch Logs; storage is not included. */
  logsGb: 0.50,
} as const;

/** The memory of a function for redirects. */
export const LAMBDA_EDGE_MEMORY_GB = 128 / 1024;

/** The time of one invocation, which is an assumption: most take one or two milliseconds, a first one some hundred. */
export const LAMBDA_EDGE_MS = 5;

/** A line about a rule that applied (`logRules`), with what Lambda and CloudWatch Logs add; paths differ in length. */
export const LOGGED_RULE_BYTES = 200;

/** The price of a million such lines. */
export const LOGGED_RULES_MILLION = LOGGED_RULE_BYTES * 1_000_000 / 1e9 * PRICES.logsGb;

/** The price of a million invocations of a Lambda@Edge function. */
export const LAMBDA_EDGE_MILLION = PRICES.lambdaEdgeRequest
  + 1_000_000 * LAMBDA_EDGE_MS / 1_000 * LAMBDA_EDGE_MEMORY_GB * PRICES.lambdaEdgeGbSecond;
