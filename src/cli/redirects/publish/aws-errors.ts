import { PublishError } from './publish-error';

/** What the SDK throws. */
interface AwsError extends Error {
  readonly $metadata?: { readonly httpStatusCode?: number; readonly attempts?: number };
  readonly code?: string;
}

/** An error of the SDK, of the network or of its configuration; anything else is a fault of this tool. */
export function isAwsError(error: unknown): error is AwsError {
  return error instanceof Error && !(error instanceof PublishError);
}

export function statusOf(error: unknown): number | undefined {
  return isAwsError(error) ? error.$metadata?.httpStatusCode : undefined;
}

/** Whether the store or the object has changed since its ETag was read. */
export function isConflict(error: unknown): boolean {
  if (!isAwsError(error)) return false;
  const status = statusOf(error);
  // The documentation of key value stores names 409 alone; the service also says so with 412, or in a text with 400.
  return status === 409 || status === 412
    || (status === 400 && /pre-?condition|etag|if-?match/i.test(error.message));
}

/**
 * Whether S3 does not return the object. Without the permission to list a bucket, a missing object is a 403; other
 * faults of credentials are, too, and a missing bucket is a 404.
 */
export function isMissing(error: unknown): boolean {
  return isAwsError(error) && ['NoSuchKey', 'AccessDenied'].includes(error.name);
}

/** Runs calls of AWS; their errors say what was tried. */
export async function calling<T>(doing: string, calls: () => Promise<T>): Promise<T> {
  try {
    return await calls();
  } catch (error) {
    throw failure(doing, error);
  }
}

/** What the user is shown. */
function failure(doing: string, error: unknown): unknown {
  if (!isAwsError(error)) return error;
  const { name, message } = error;
  const cure = CURES.find(([pattern]) => pattern.test(`${name} ${message}`))?.[1];
  const what = message === '' || message === 'UnknownError' ? name : `${name}: ${message.replace(/\s+/g, ' ')}`;
  const status = statusOf(error);
  const shown = status === undefined ? what : `${what} (${status})`;
  return new PublishError(`${doing} failed: ${shown}${cure === undefined ? '' : `; ${cure}`}`, 'EDGE_PUBLISH_AWS');
}

const PERMISSIONS = 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/publishing.md'
  + '#permissions';

const CURES: readonly (readonly [RegExp, string])[] = [
  [/Region is missing/i, 'set AWS_REGION, or a region in your profile'],
  [/SigV4a implementation/i, 'the versions of the AWS SDK do not fit together; install both packages again: '
    + 'npm install --save-dev @aws-sdk/client-cloudfront-keyvaluestore@3 @aws-sdk/signature-v4a@3'],
  [/CredentialsProviderError|Could not load credentials/i, 'sign in, or set AWS_PROFILE'],
  [/AccessDenied|Forbidden/i, `the permissions that it needs: ${PERMISSIONS}`],
];
