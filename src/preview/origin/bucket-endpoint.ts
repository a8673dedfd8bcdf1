import type { BucketContent } from './bucket-content';
import { RuleObjects } from './rule-objects';
import { s3Error } from './s3-errors';
import { keyOf, S3Origin } from './s3-origin';
import { headerValue } from '../../core/http/headers';
import type { OriginSettings } from '../assembly/distribution';
import { withHeader } from '../exchange/headers';
import type { EdgeResponse, OriginRequest } from '../exchange/message';
import type { ReceivedRequest } from '../exchange/new-exchange';
import { namesLoopback } from '../server/host-header';
import { HttpServer } from '../server/http-server';
import { page } from '../stages/refusal';

/**
 * The S3 endpoint for the code of functions: the buckets of the app under `/<bucket>/<key>`, on a loopback port.
 *
 * Functions find it by the environment variables that AWS SDKs and tools read, so that none of them calls AWS from the
 * preview. Signatures are not verified. A missing key answers 403, as for a role that may get objects but not list
 * them.
 */
export class BucketEndpoint {
  private readonly server = new HttpServer((received) => this.respond(received), malformed);
  private started: Promise<Record<string, string>> | undefined;
  private port: number | undefined;

  constructor(
    private readonly contentOf: (bucketName: string) => BucketContent,
    private readonly rules = new RuleObjects([], () => undefined),
  ) {}

  /** The environment variables for a function. The first call starts the server. */
  environment(): Promise<Record<string, string>> {
    return this.started ??= this.server.listen('127.0.0.1', 0).then((port) => {
      this.port = port;
      return {
        AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
        AWS_ACCESS_KEY_ID: 'preview',
        AWS_SECRET_ACCESS_KEY: 'preview',
        // Edited files are used by the next request.
        PREVIEW_REFRESH_MS: '0',
      };
    });
  }

  async close(): Promise<void> {
    if (this.started !== undefined) await this.server.close();
  }

  private async respond({ request, host }: ReceivedRequest): Promise<EdgeResponse> {
    const [, bucketName = '', key = ''] = /^\/([^/]*)(\/.*)?$/.exec(request.uri) ?? [];
    const objectRequest: OriginRequest = { ...request, uri: key, origin: { path: '' } as OriginSettings };
    // Functions use the IP address. Another host name means a web page that points its own domain at this port.
    if (!namesLoopback(host, this.port)) return s3Error('AccessDenied', objectRequest);
    const content = this.contentOf(bucketName);
    const compiled = request.method === 'GET' ? this.rules.program(keyOf(key) ?? '', content) : undefined;
    if (compiled) return compiledRules(compiled, request);
    return new S3Origin(bucketName, content, { mayList: false }).fetch(objectRequest);
  }
}

function compiledRules(
  { body, etag }: { readonly body: Buffer; readonly etag: string }, { headers }: ReceivedRequest['request'],
): EdgeResponse {
  const own = withHeader(withHeader({}, 'etag', etag), 'date', new Date().toUTCString());
  return headerValue(headers, 'if-none-match') === etag
    ? { status: 304, statusDescription: 'Not Modified', headers: own }
    : { status: 200, statusDescription: 'OK', headers: withHeader(own, 'content-length', String(body.length)), body };
}

function malformed(status: number): EdgeResponse {
  const answer = page(status, 'Bad Request\n', 'text/plain');
  return { ...answer, headers: withHeader(answer.headers, 'content-length', '12') };
}
