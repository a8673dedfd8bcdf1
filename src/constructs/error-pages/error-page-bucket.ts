import type { IBucket } from 'aws-cdk-lib/aws-s3';
import type { LoadedPage } from './error-loaded';
import { invalidType, unknownType } from './error-page-text';
import { isContentType, isText, typeOfFile, withCharset } from '../../core/errors/content-types';
import { DURATION_MAX_SEC, durationProblem } from '../../core/errors/durations';
import { error, type Problem } from '../../core/problem';
import { STORED_TIMEOUT_MS } from '../stored/stored-object';

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
    ...(timeoutMs >= STORED_TIMEOUT_MS.min && timeoutMs <= STORED_TIMEOUT_MS.max ? [] : [invalidTimeout(timeoutMs)]),
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
  const { min, max } = STORED_TIMEOUT_MS;
  return error('EDGE_MASK_PAGE_TIMEOUT', `must be between ${min} ms and ${max / 1000} s, got ${timeoutMs} ms; viewers `
    + 'wait this long if S3 does not respond', 'page.timeout');
}
