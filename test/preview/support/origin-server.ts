import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

const servers: Server[] = [];

export interface OriginServer {
  readonly url: string;
  readonly requests: { method?: string; url?: string; headers: IncomingMessage['headers']; body: string }[];
}

/** A local HTTP origin that records its requests. It is closed after the test. */
export async function originServer(
  respond: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<OriginServer> {
  const requests: OriginServer['requests'] = [];
  const server = createServer((request, response) => {
    let body = '';
    request
      .on('data', (chunk: Buffer) => {
        body += chunk.toString();
      })
      .on('end', () => {
        requests.push({ method: request.method, url: request.url, headers: request.headers, body });
        respond(request, response);
      });
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}

afterEach(async () => {
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => {
    server.close(resolve);
    server.closeAllConnections();
  })));
});
