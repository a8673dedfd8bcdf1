import { createHash, createHmac } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a test does with one request, instead of the answer of S3. */
export type Fault = (response: ServerResponse, request: IncomingMessage, served: () => void) => void;

interface Credentials {
  readonly id: string;
  readonly secret: string;
  readonly session: string;
}

const EMPTY = createHash('sha256').update('').digest('hex');
const SKEW_MAX_MS = 15 * 60_000;

/**
 * A local S3 that verifies the signature of every request, its time and its session, and answers as S3 does:
 * validators, 304, and 403 for an object that is not there, because the role may not list the bucket.
 *
 * Written from the documentation of Signature Version 4, not from our signer.
 */
export class SignedS3 {
  readonly objects = new Map<string, Buffer>();
  /** `GET /bucket/key 200`, for each request. */
  readonly log: string[] = [];
  requests = 0;
  /** Bytes of bodies. */
  sent = 0;
  fault: Fault | undefined;
  /** By how much S3's clock is ahead of this machine's. */
  ahead = 0;
  credentials: Credentials = { id: 'AKIDEXAMPLE', secret: 'secret', session: 'session' };
  private readonly server = createServer((request, response) => {
    const served = () => this.serve(request, response);
    this.requests++;
    response.setHeader('date', this.date);
    response.on('close', () => this.log.push(`${request.method} ${request.url} ${response.statusCode}`));
    if (this.fault) this.fault(response, request, served);
    else served();
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The environment variables of a function with the current credentials. */
  get environment(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    const { id, secret, session } = this.credentials;
    return {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: id,
      AWS_SECRET_ACCESS_KEY: secret,
      AWS_SESSION_TOKEN: session,
    };
  }

  put(key: string, body: Uint8Array | string): void {
    this.objects.set(key, Buffer.from(body));
  }

  private serve(request: IncomingMessage, response: ServerResponse): void {
    const refusal = this.refusal(request);
    const body = this.objects.get(decodeURIComponent(request.url!.slice(1)));
    if (refusal !== undefined) return error(response, 403, refusal);
    if (body === undefined) return error(response, 403, 'AccessDenied');
    const etag = `"${createHash('md5').update(body).digest('hex')}"`;
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    this.sent += body.length;
    response.writeHead(200, { etag, 'content-type': 'binary/octet-stream', 'content-length': body.length }).end(body);
  }

  /** Why S3 refuses a request; undefined if its signature is right. */
  private refusal({ method, url, headers }: IncomingMessage): string | undefined {
    const { id, secret, session } = this.credentials;
    const form = /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([a-z\d-]+)\/s3\/aws4_request, ?SignedHeaders=([^,]+), ?Signature=([\da-f]{64})$/;
    const [, key, day, region, signed, signature] = form.exec(headers.authorization ?? '') ?? [];
    if (key === undefined) return 'AccessDenied';
    if (key !== id) return 'InvalidAccessKeyId';
    if (headers['x-amz-security-token'] !== session) return 'InvalidToken';
    if (headers['x-amz-content-sha256'] !== EMPTY) return 'XAmzContentSHA256Mismatch';
    const names = signed!.split(';');
    if (!['host', 'x-amz-date', 'x-amz-security-token'].every((name) => names.includes(name))) return 'AccessDenied';
    const time = String(headers['x-amz-date']);
    const [, year, month, date, hour, minute, second] = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(time)!.map(Number);
    const moment = Date.UTC(year!, month! - 1, date, hour, minute, second);
    if (Math.abs(moment - (Date.now() + this.ahead)) > SKEW_MAX_MS) return 'RequestTimeTooSkewed';
    const canonical = [
      method, url!.split('?')[0], url!.split('?')[1] ?? '',
      ...names.map((name) => `${name}:${String(headers[name]).trim()}`), '', signed, EMPTY,
    ].join('\n');
    const scope = [day, region, 's3', 'aws4_request'];
    const hash = createHash('sha256').update(canonical).digest('hex');
    const signing = scope.reduce<Buffer>((last, part) => hmac(last, part!), Buffer.from(`AWS4${secret}`));
    const text = ['AWS4-HMAC-SHA256', time, scope.join('/'), hash].join('\n');
    return hmac(signing, text).toString('hex') === signature ? undefined : 'SignatureDoesNotMatch';
  }

  /** The `Date` of S3's clock is in every answer. */
  get date(): string {
    return new Date(Date.now() + this.ahead).toUTCString();
  }
}

function error(response: ServerResponse, status: number, code: string): void {
  response.writeHead(status, { 'content-type': 'application/xml' }).end(`<Error><Code>${code}</Code></Error>`);
}

function hmac(key: Buffer, text: string): Buffer {
  return createHmac('sha256', key).update(text).digest();
}
