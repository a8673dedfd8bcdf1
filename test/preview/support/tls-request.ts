import { connect, type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { request } from 'node:https';
import type { Preview } from '../../../src/preview/preview';

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a request on a session of HTTP/2. */
export function streamed(
  session: ClientHttp2Session, headers: Record<string, string | string[]>, body?: string | Buffer,
): Promise<Answer> {
  return new Promise((resolve, reject) => {
    const stream = session.request(headers, { endStream: body === undefined });
    let answer: IncomingHttpHeaders & { readonly ':status'?: number } = {};
    const chunks: Buffer[] = [];
    stream.on('response', (got) => { answer = got; }).on('data', (chunk: Buffer) => chunks.push(chunk));
    stream.on('error', reject).on('end', () => (
      resolve({ status: answer[':status']!, headers: answer, body: Buffer.concat(chunks).toString() })));
    if (body !== undefined) stream.end(body);
  });
}

/** A session that trusts the certificate of the preview, and no other. */
export async function http2Session(running: Preview): Promise<ClientHttp2Session> {
  await running.ready;
  return connect(running.url, { ca: running.certificate, maxSendHeaderBlockLength: 10_000_000 } as object);
}

/** One request by HTTP/2. */
export async function http2Request(
  running: Preview, headers: Record<string, string | string[]>, body?: string | Buffer,
): Promise<Answer> {
  const session = await http2Session(running);
  try {
    return await streamed(session, headers, body);
  } finally {
    session.destroy();
  }
}

/** One request by HTTPS and HTTP/1.1. */
export async function httpsRequest(
  running: Preview, path: string, headers: Record<string, string> = {}, options: object = {},
): Promise<Answer> {
  await running.ready;
  return new Promise((resolve, reject) => {
    request(new URL(path, running.url), { ca: running.certificate, headers, agent: false, ...options }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => resolve({
        status: response.statusCode!, headers: response.headers, body: Buffer.concat(chunks).toString(),
      }));
    }).on('error', reject).end();
  });
}
