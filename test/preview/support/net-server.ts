import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';

const servers: Server[] = [];
const sockets = new Set<Socket>();

export interface NetServer {
  readonly url: string;
  readonly port: number;
  /** What each connection has sent. */
  readonly received: string[];
}

/** A local TCP server. `answer` gets each connection with its number, from 1, when its first bytes are there. */
export async function netServer(answer: (socket: Socket, number: number) => void): Promise<NetServer> {
  const received: string[] = [];
  const server = createServer((socket) => {
    sockets.add(socket);
    const number = received.push('');
    socket.on('error', () => undefined);
    socket.once('data', () => answer(socket, number));
    socket.on('data', (bytes) => (received[number - 1] += bytes.toString('latin1')));
  });
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return { url: `http://127.0.0.1:${port}`, port, received };
}

/** A port that nothing listens on, which was free a moment ago. */
export async function freePort(): Promise<number> {
  const { port } = await netServer(() => undefined);
  await new Promise((resolve) => servers.pop()!.close(resolve));
  return port;
}

export const OK = 'HTTP/1.1 200 OK\r\nContent-Length: 4\r\n\r\nfine';

afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  sockets.clear();
  await Promise.all(servers.splice(0).map((server) => new Promise((resolve) => server.close(resolve))));
});
