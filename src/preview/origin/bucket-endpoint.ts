import type { BucketContent } from './bucket-content';
import { S3Origin } from './s3-origin';
import type { OriginSettings } from '../assembly/distribution';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { Arrival } from '../exchange/new-exchange';
import { HttpServer } from '../server/http-server';

/**
 * S3 as the code of a function sees it: the buckets of the app by path, `/<bucket>/<key>`, on a loopback port.
 *
 * Functions are pointed at it by the variables that all AWS tools know, so that none of them calls AWS from a preview. Signatures
 * are not looked at, and a key that is missing is denied, as it is to those who may read single objects only.
 */
export class BucketEndpoint {
  private readonly server = new HttpServer((arrival) => this.respond(arrival));
  private started: Promise<Record<string, string>> | undefined;

  constructor(private readonly contentOf: (bucketName: string) => BucketContent) {}

  /** Starts with the first function that asks. */
  environment(): Promise<Record<string, string>> {
    return this.started ??= this.server.listen('127.0.0.1', 0).then((port) => ({
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'preview',
      AWS_SECRET_ACCESS_KEY: 'preview',
    }));
  }

  async close(): Promise<void> {
    if (this.started !== undefined) await this.server.close();
  }

  private respond({ request }: Arrival): Promise<EdgeResponse> {
    const [, bucketName = '', key = ''] = /^\/([^/]*)(\/.*)?$/.exec(request.uri) ?? [];
    const asked: OriginRequest = { ...request, uri: key, origin: { path: '' } as OriginSettings };
    return new S3Origin(bucketName, this.contentOf(bucketName), false).fetch(asked);
  }
}
