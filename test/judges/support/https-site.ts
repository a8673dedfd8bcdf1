import { createServer, request, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Certificate } from './certificate';

/** A preview as viewers reach the deployed site: by HTTPS, and by HTTP with a redirect to it. */
export interface HttpsSite {
  readonly httpPort: number;
  readonly httpsPort: number;
  close(): void;
}

export async function httpsSite(preview: string, certificate: Certificate): Promise<HttpsSite> {
  const { host } = new URL(preview);
  const tls = createTlsServer(certificate, (incoming, outgoing) => {
    const headers = { ...incoming.headers, host, 'x-forwarded-proto': 'https' };
    const sent = request(preview + incoming.url!, { method: incoming.method, headers }, (response) => {
      response.pipe(outgoing.writeHead(response.statusCode!, response.headers));
    });
    incoming.pipe(sent);
  }) as unknown as Server;
  const plain = createServer((incoming, outgoing) => {
    outgoing.writeHead(301, { Location: `https://127.0.0.1:${portOf(tls)}${incoming.url}` }).end();
  });
  for (const server of [tls, plain]) await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    httpPort: portOf(plain),
    httpsPort: portOf(tls),
    close: () => [tls, plain].forEach((server) => server.close().closeAllConnections()),
  };
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;
