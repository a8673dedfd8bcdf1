import { Duration, Stack } from 'aws-cdk-lib';
import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IBucket } from 'aws-cdk-lib/aws-s3';
import { RedirectReads } from './redirect-reads';
import { DURATION_MAX_SEC } from '../../core/errors/durations';
import { isKey } from '../../core/errors/stored-page';
import { error, shown, type Problem } from '../../core/problem';
import { listOf, instanceOf, text } from '../../core/problem/kinds';
import { readLimits } from '../../core/redirects/reads';
import type { StoredRedirectConfig } from '../../core/redirects/step-config';
import { knownDuration } from '../known-duration';
import { BUCKET, bucketNameFor, milliseconds, STORED_TIMEOUT_MS } from '../stored/stored-object';

/** What the caller of `RedirectSource.fromBucket` gave, apart from the fallback. */
export interface GivenObject {
  readonly bucket: IBucket;
  readonly key: string;
  readonly reads?: readonly RedirectReads[];
  readonly refreshInterval?: Duration;
  readonly timeout?: Duration;
}

/** The S3 object with the rules of a redirector. */
export class RedirectObject {
  /** Rules that are not known at synth keep the query, unless they say otherwise. */
  readonly reads: readonly RedirectReads[];
  readonly key: string;
  readonly bucket: IBucket;
  private readonly refresh: Duration;
  private readonly timeout: Duration;

  constructor({ bucket, key, reads, refreshInterval, timeout }: GivenObject) {
    this.reads = reads ?? [RedirectReads.query()];
    this.refresh = refreshInterval ?? Duration.seconds(10);
    this.timeout = timeout ?? Duration.millis(300);
    this.key = key;
    this.bucket = bucket;
  }

  /** What is wrong, whatever the distribution. */
  get problems(): Problem[] {
    const { bucket, key, refresh, timeout } = this;
    const unknown = [...knownDuration(refresh, 'refreshInterval'), ...knownDuration(timeout, 'timeout')];
    const kinds = [...BUCKET(bucket, 'bucket'), ...text(key, 'key')];
    return [
      ...kinds,
      ...(kinds.length > 0 || isKey(key) ? [] : [invalidKey(key)]),
      ...unknown,
      ...(unknown.length > 0 ? [] : [...timeoutProblems(timeout), ...refreshProblems(refresh)]),
    ];
  }

  /** The name of the bucket in the stack of the function; undefined if it cannot be known there. */
  nameIn(functionStack: Stack | undefined, resource: CfnDistribution): string | undefined {
    return bucketNameFor(this.bucket, functionStack, Stack.of(resource));
  }

  /** What the step has to know, except for the name of the bucket. */
  config(isCached: boolean): Omit<StoredRedirectConfig, 'bucket' | 'cacheControl'> {
    return {
      region: this.bucket.env.region,
      key: this.key,
      refreshMs: milliseconds(this.refresh),
      timeoutMs: milliseconds(this.timeout),
      ...(isCached && { limits: readLimits(this.reads.flatMap(({ _texts }) => _texts)) }),
    };
  }
}

export const READS = listOf(
  instanceOf(RedirectReads, 'use RedirectReads.query(), or another of its functions'), 'RedirectReads');

function invalidKey(key: string): Problem {
  return error('EDGE_REDIRECT_KEY', `is not a valid key of an object, got ${shown(key)}; use one such as `
    + '"redirects.bin", without a slash in front and without dot segments', 'key');
}

function timeoutProblems(timeout: Duration): Problem[] {
  const { min, max } = STORED_TIMEOUT_MS;
  const ms = milliseconds(timeout);
  return ms >= min && ms <= max ? [] : [error('EDGE_REDIRECT_TIMEOUT', `must be between ${min} ms and ${max / 1000} s, `
    + `got ${ms} ms; a viewer waits this long if S3 does not respond`, 'timeout')];
}

function refreshProblems(refresh: Duration): Problem[] {
  const ms = milliseconds(refresh);
  return ms >= 1000 && ms <= DURATION_MAX_SEC * 1000 ? [] : [error('EDGE_REDIRECT_TIMEOUT', 'must be at least 1 s '
    + `(and at most ${DURATION_MAX_SEC} s), got ${ms} ms; each environment of the function asks S3 this often`,
  'refreshInterval')];
}
