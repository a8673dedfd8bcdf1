import { request, type IncomingHttpHeaders } from 'node:http';

export interface RawRequest {
  readonly path: string;
  readonly method?: string;
  readonly headers?: Readonly<Record<string, string | readonly string[]>>;
}

export interface RawResponse {
  readonly status: number;
  readonly phrase: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

/** Sends a path as it is: `fetch` would resolve and escape it. */
export function rawResponse(url: string, { path, method, headers }: RawRequest): Promise<RawResponse> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { path, method, headers: headers as Record<string, string | string[]> }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('error', reject).on('end', () => resolve({
        status: response.statusCode!,
        phrase: response.statusMessage!,
        headers: response.headers,
        body: Buffer.concat(chunks).toString('utf8'),
      }));
    });
    sent.on('error', reject).end();
  });
}
