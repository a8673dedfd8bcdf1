import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

type Answer = (response: ServerResponse, request: IncomingMessage) => void;

/** A local S3: serves one object, or any other response that a test needs. */
export class S3Server {
  readonly requests: IncomingMessage[] = [];
  answer: Answer = missing;
  private readonly server = createServer((request, response) => {
    this.requests.push(request);
    this.answer(response, request);
  });

  async start(): Promise<void> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }

  /** The environment variables that the preview gives a function. */
  get environment(): Record<string, string> {
    const { port } = this.server.address() as AddressInfo;
    return {
      AWS_ENDPOINT_URL_S3: `http://127.0.0.1:${port}`,
      AWS_ACCESS_KEY_ID: 'AKIDEXAMPLE',
      AWS_SECRET_ACCESS_KEY: 'secret',
      AWS_SESSION_TOKEN: 'session',
    };
  }
}

/** An object as S3 serves it, validators included. */
export function object(body: string | Buffer, headers: Record<string, string> = {}): Answer {
  const etag = `"${Buffer.from(body).length}-${Buffer.from(body).subarray(0, 8).toString('hex')}"`;
  return (response, request) => {
    if (request.headers['if-none-match'] === etag) return void response.writeHead(304, { etag }).end();
    response
      .writeHead(200, { 'content-type': 'text/html', etag, 'content-length': Buffer.byteLength(body), ...headers })
      .end(body);
  };
}

export const status = (code: number): Answer => (response) => {
  response.writeHead(code, { 'content-type': 'application/xml' }).end('<Error/>');
};
/** What a server of Node.js would not write by itself. */
export const raw = (text: string): Answer => (_, request) => void request.socket.write(text);
export const missing = status(403);
export const silent: Answer = () => undefined;
export const reset: Answer = (response) => response.socket!.resetAndDestroy();
export const truncated: Answer = (response) => {
  response.writeHead(200, { 'content-type': 'text/html', 'content-length': 1000 });
  response.write('<h1>Not all of');
  setTimeout(() => response.socket?.destroy(), 20);
};
export const slow = (milliseconds: number, then: Answer): Answer => (response, request) => {
  setTimeout(() => then(response, request), milliseconds);
};
