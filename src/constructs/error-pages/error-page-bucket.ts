import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { LoadedPage } from './error-loaded';
import { invalidType, unknownType } from './error-page-text';
import { isContentType, isText, typeOfFile, withCharset } from '../../core/errors/content-types';
import { DURATION_MAX_SEC, durationProblem } from '../../core/errors/durations';
import { error, type Problem } from '../../core/problem';

/** Viewers wait this long at most, and S3 is given at least this much. */
const TIMEOUT_MS = { min: 100, max: 3_000 };

/** A page that the function fetches. */
export function bucketPage(
  bucket: IBucket,
  key: string,
  refreshMs: number,
  timeoutMs: number,
  type = typeOfFile(key),
): LoadedPage {
  const problems = [
    ...(type === undefined ? [unknownType(key)] : isContentType(type) ? [] : [invalidType(type)]),
    ...(refreshMs / 1000 <= DURATION_MAX_SEC ? [] : [durationProblem('page.refreshInterval')]),
    ...(timeoutMs >= TIMEOUT_MS.min && timeoutMs <= TIMEOUT_MS.max ? [] : [invalidTimeout(timeoutMs)]),
  ];
  if (type === undefined || problems.length > 0) return { problems };
  const page = {
    type: withCharset(type),
    bucket: bucket.bucketName,
    region: bucket.env.region,
    key,
    refreshMs,
    timeoutMs,
    ...(!isText(type) && { binary: true }),
  };
  return { page, problems, bucket };
}

function invalidTimeout(timeoutMs: number): Problem {
  return error('EDGE_MASK_PAGE_TIMEOUT',
    `is no time for a visitor to wait, got ${timeoutMs} ms; use ${TIMEOUT_MS.min} ms to ${TIMEOUT_MS.max} `
      + 'ms', 'page.timeout');
}
