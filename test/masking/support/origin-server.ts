import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';

/** An origin that responds with the status in the request; the rest of the response is always the same. */
export class OriginServer {
  private readonly server = createServer((request, response) => {
    response.writeHead(Number(request.headers['x-want'] ?? 200), { ...this.headers });
    response.end(this.body);
  });

  constructor(private readonly headers: Readonly<Record<string, string>>, private readonly body: string) {}

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
  }
}
