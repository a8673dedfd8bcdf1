import dns from 'node:dns';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { LocalBucket } from './local-bucket';
import { LocalStore } from './local-store';

/** What a server answers: a status, headers and a body. */
export interface Answer {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

export interface Call {
  readonly method: string;
  readonly url: URL;
  readonly headers: IncomingMessage['headers'];
  readonly body: Buffer;
}

/** Comes before a call: answers it in place of the service, or breaks the connection. */
export type Fault = (call: Call, number: number) => Answer | 'reset' | undefined;

/** Comes after a call was done; `reset` loses its answer. */
export type Afterwards = (call: Call, number: number) => 'reset' | undefined | void;

/**
 * Key value stores and buckets on this machine, for the AWS SDK. They keep the documented contract of the services as
 * far as publishing depends on it.
 */
export class LocalAws {
  readonly store = new LocalStore();
  readonly bucket = new LocalBucket();
  readonly calls: Call[] = [];
  private readonly server: Server = createServer((request, response) => void this.answer(request, response));
  fault: Fault = () => undefined;
  afterwards: Afterwards = () => undefined;

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** What leads the SDK here. It puts the account or the bucket before the name of the host. */
  get environment(): Record<string, string> {
    const endpoint = `http://localhost:${(this.server.address() as AddressInfo).port}`;
    return {
      AWS_ENDPOINT_URL_CLOUDFRONT_KEYVALUESTORE: endpoint,
      AWS_ENDPOINT_URL_S3: endpoint,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_REGION: 'eu-central-1',
      AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: 'true',
    };
  }

  /** The calls that wrote, whether they succeeded or not. */
  get writes(): Call[] {
    return this.calls.filter(({ method }) => method !== 'GET');
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const url = new URL(request.url!, `http://${request.headers.host}`);
    const call = { method: request.method!, url, headers: request.headers, body: Buffer.concat(chunks) };
    const number = this.calls.push(call);
    const early = this.fault(call, number);
    if (early === 'reset') return void request.socket.destroy();
    const answer = early ?? (url.pathname.startsWith('/key-value-stores/') ? this.store : this.bucket).answer(call);
    if (early === undefined && this.afterwards(call, number) === 'reset') return void request.socket.destroy();
    response.writeHead(answer.status, answer.headers).end(answer.body);
  }
}

/** Such services for the tests of a file or a group: without calls, faults and data before each. */
export function localAws(): LocalAws {
  const aws = new LocalAws();
  beforeAll(async () => {
    resolveLocalNames();
    await aws.start();
  });
  afterAll(() => aws.stop());
  beforeEach(() => {
    aws.calls.length = 0;
    aws.fault = () => undefined;
    aws.afterwards = () => undefined;
    aws.store.entries = new Map();
    aws.bucket.objects.clear();
  });
  return aws;
}

/** Names below `localhost` are this machine; not every system knows that. */
export function resolveLocalNames(): void {
  const lookup = dns.lookup as (...args: unknown[]) => void;
  (dns as { lookup: unknown }).lookup = (name: string, ...rest: unknown[]) => (
    lookup(name.endsWith('.localhost') ? '127.0.0.1' : name, ...rest));
}

/** Runs with other environment variables. */
export async function withEnvironment<T>(variables: Record<string, string>, work: () => Promise<T>): Promise<T> {
  const before = { ...process.env };
  Object.assign(process.env, variables);
  try {
    return await work();
  } finally {
    process.env = before;
  }
}
