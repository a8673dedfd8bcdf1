import type { BucketContent } from './bucket-content';
import { preflight, withCors, type CorsRule } from './bucket-cors';
import { findObject } from './find-object';
import { listing } from './list-objects';
import type { Origin } from './origin';
import { s3Error } from './s3-errors';
import { serveObject } from './serve-object';
import type { EdgeResponse, OriginRequest } from '../exchange/message';

/** What decides about the answers besides the objects. */
export interface S3Settings {
  readonly mayList: boolean;
  readonly cors?: readonly CorsRule[];
}

/**
 * The REST endpoint of a bucket, served from local folders. The key is the decoded path, there are no index documents,
 * and a missing key is 404 only if CloudFront may list the bucket, otherwise 403. Unlike website endpoints and other
 * servers, it takes `+` for a space, as observed (techracho.bpsinc.jp/?p=148538): the sign itself is `%2B`.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/API/API_GetObject.html (checked 2026-11-20)
 */
export class S3Origin implements Origin {
  constructor(readonly label: string, private readonly content: BucketContent, private readonly settings: S3Settings) {}

  async fetch(request: OriginRequest): Promise<EdgeResponse> {
    const { cors = [] } = this.settings;
    return request.method === 'OPTIONS' ? preflight(cors, request) : withCors(cors, request, this.answer(request));
  }

  private answer(request: OriginRequest): EdgeResponse {
    const { mayList } = this.settings;
    const path = request.origin.path + request.uri;
    const key = keyOf(request.origin.kind === 'custom' ? path : path.replace(/\+/g, ' '));
    // Whether a bucket policy allows uploads is not evaluated, and the preview should not write files.
    if (request.method !== 'GET' && request.method !== 'HEAD') return s3Error('AccessDenied', request);
    if (key === undefined) return s3Error('InvalidURI', request);
    // Without a default root object, S3 lists the bucket if CloudFront may.
    if (key === '' && mayList) return listing(this.content, request);
    const object = findObject(this.content, key);
    if (object === undefined) return s3Error(mayList ? 'NoSuchKey' : 'AccessDenied', request, { Key: key });
    return serveObject(object, request);
  }
}

export function keyOf(path: string): string | undefined {
  try {
    return decodeURIComponent(path.replace(/^\//, ''));
  } catch {
    return undefined;
  }
}
