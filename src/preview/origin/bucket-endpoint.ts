import type { BucketContent } from './bucket-content';
import { s3Error } from './s3-errors';
import { S3Origin } from './s3-origin';
import type { OriginSettings } from '../assembly/distribution';
import { withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Arrival } from '../exchange/new-exchange';
import { namesLoopback } from '../server/host-header';
import { HttpServer } from '../server/http-server';
import { page } from '../stages/refusal';

/**
 * S3 as the code of a function sees it: the buckets of the app by path, `/<bucket>/<key>`, on a loopback port.
 *
 * Functions are pointed at it by the variables that all AWS tools know, so that none of them calls AWS from a preview.
 * Signatures are not looked at, and a key that is missing is denied, as it is to those who may read single objects
 * only.
 */
export class BucketEndpoint {
  private readonly server = new HttpServer((arrival) => this.respond(arrival), malformed);
  private started: Promise<Record<string, string>> | undefined;
  private port: number | undefined;

  constructor(private readonly contentOf: (bucketName: string) => BucketContent) {}

  /** Starts with the first function that asks. */
  environment(): Promise<Record<string, string>> {
    return this.started ??= this.server.listen('127.0.0.1', 0).then((port) => {
      this.port = port;
      return {
        AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: 'preview',
        AWS_SECRET_ACCESS_KEY: 'preview',
      };
    });
  }

  async close(): Promise<void> {
    if (this.started !== undefined) await this.server.close();
  }

  private async respond({ request, host }: Arrival): Promise<EdgeResponse> {
    const [, bucketName = '', key = ''] = /^\/([^/]*)(\/.*)?$/.exec(request.uri) ?? [];
    const asked: OriginRequest = { ...request, uri: key, origin: { path: '' } as OriginSettings };
    // Functions are given an address, so whoever asks by a name of its own is a web page that points its domain here.
    if (!namesLoopback(host, this.port)) return s3Error('AccessDenied', asked);
    return new S3Origin(bucketName, this.contentOf(bucketName), false).fetch(asked);
  }
}

function malformed(status: number): EdgeResponse {
  const answer = page(status, 'Bad Request\n', 'text/plain');
  return { ...answer, headers: withHeader(answer.headers, 'content-length', '12') };
}
