import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createServer, request, type IncomingMessage, type RequestListener, type Server, type ServerResponse } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import { connect, type AddressInfo, type Socket } from 'node:net';
import { extname, join } from 'node:path';
import { makeCertificate } from '../support/certificate';
import { CONTENT, type Recorded } from '../support/header-sets';

/** A site under test: the URL of its preview, and headers that are added to its responses. */
export interface Site {
  readonly url: string;
  readonly headers?: Recorded;
}

const TYPES: Record<string, string> = {
  '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml',
};
const TEXT = /^(text\/|application\/(json|javascript)|image\/svg)/;

/**
 * The network of the browser: a proxy that leads `https://NAME.test` to the site of that name, and
 * `https://evil-NAME.test` and `https://partner-NAME.test` to the pages of an attacker and a partner of it. It speaks
 * TLS as CloudFront does, and collects what pages report at `/hit`.
 */
export class Front {
  static async start(sites: ReadonlyMap<string, Site>): Promise<Front> {
    const front = new Front(sites);
    await Promise.all([front.tls, front.proxy].map((server) => (
      new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve)))));
    return front;
  }

  private readonly tls: Server;
  private readonly proxy: Server;
  private readonly hits = new Map<string, Set<string>>();
  private readonly sockets = new Set<Socket>();

  private constructor(private readonly sites: ReadonlyMap<string, Site>) {
    const answer: RequestListener = (incoming, outgoing) => this.answer(incoming, outgoing);
    this.tls = createTlsServer(makeCertificate('DNS:*.test', 'DNS:localhost'), answer) as unknown as Server;
    this.proxy = createServer(answer);
    this.proxy.on('connect', (incoming: IncomingMessage, socket: Socket) => this.tunnel(incoming.url!, socket));
    this.tls.on('upgrade', (incoming: IncomingMessage, socket: Socket) => this.upgrade(incoming, socket));
    this.proxy.on('upgrade', (incoming: IncomingMessage, socket: Socket) => this.upgrade(incoming, socket));
  }

  /** The proxy for the browser, host and port. */
  get proxyHost(): string {
    return `127.0.0.1:${portOf(this.proxy)}`;
  }

  /** Resolves when all of these were reported for the site; rejects when a browser has not come that far in time. */
  async until(site: string, names: readonly string[], patience = 40_000): Promise<void> {
    const deadline = Date.now() + patience;
    for (;;) {
      const missing = names.filter((name) => !this.reported(site).has(name));
      if (missing.length === 0) return;
      if (Date.now() >= deadline) throw new Error(`${site}: no page has reported ${missing.join(', ')}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  reported(site: string): Set<string> {
    if (!this.hits.has(site)) this.hits.set(site, new Set());
    return this.hits.get(site)!;
  }

  async close(): Promise<void> {
    for (const socket of this.sockets) socket.destroy();
    for (const server of [this.tls, this.proxy]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
  }

  private tunnel(authority: string, socket: Socket): void {
    const [host, port] = authority.split(':');
    socket.on('error', () => undefined);
    // Browsers have more to ask than the page: updates, telemetry, whether there is a network.
    if (!host!.endsWith('.test')) return void socket.end('HTTP/1.1 403 Forbidden\r\n\r\n');
    const target = connect(portOf(port === '443' ? this.tls : this.proxy), '127.0.0.1', () => {
      socket.write('HTTP/1.1 200 OK\r\n\r\n');
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    this.sockets.add(socket).add(target);
  }

  private answer(incoming: IncomingMessage, outgoing: ServerResponse): void {
    const { role, site } = whose(incoming);
    const url = new URL(incoming.url!, 'http://any.test');
    const upstream = this.sites.get(site);
    if (upstream === undefined) return void outgoing.writeHead(403).end();
    if (url.pathname === '/favicon.ico') return void outgoing.writeHead(204).end();
    if (url.pathname === '/hit') return this.hit(site, url, outgoing);
    if (role === 'site') return this.pass(incoming, outgoing, site, upstream);
    const headers = { 'Content-Type': TYPES[extname(url.pathname)] ?? 'font/ttf', 'Access-Control-Allow-Origin': '*' };
    try {
      const body = readFileSync(join(CONTENT, role, url.pathname));
      outgoing.writeHead(200, headers).end(withHosts(body, headers['Content-Type'], site));
    } catch {
      outgoing.writeHead(404).end();
    }
  }

  private hit(site: string, { search }: URL, outgoing: ServerResponse): void {
    const name = decodeURIComponent(search.slice(1)).replace(/=.*/, '');
    this.reported(site).add(name);
    outgoing.writeHead(204, { 'Access-Control-Allow-Origin': '*' }).end();
  }

  private pass(incoming: IncomingMessage, outgoing: ServerResponse, site: string, { url, headers }: Site): void {
    if (incoming.url!.startsWith('/away')) {
      return void outgoing.writeHead(302, { Location: `https://partner-${site}.test/form.html?redirected` }).end();
    }
    if (incoming.url === '/events') {
      outgoing.writeHead(200, { 'Content-Type': 'text/event-stream', ...headers }).write('data: works\n\n');
      return;
    }
    const host = new URL(url).host;
    const secure = { 'x-forwarded-proto': 'https' };
    const sent = request(url + incoming.url!, { headers: { accept: '*/*', host, ...secure } }, (response) => {
      const chunks: Buffer[] = [];
      response.on('data', (chunk: Buffer) => chunks.push(chunk)).on('end', () => {
        const body = withHosts(Buffer.concat(chunks), response.headers['content-type'] ?? '', site);
        const raw = { ...response.headers, ...headers, 'content-length': body.length };
        outgoing.writeHead(response.statusCode!, raw).end(body);
      });
    });
    sent.on('error', () => outgoing.destroy());
    sent.end();
  }

  /** A WebSocket that sends one message; an attacker needs no more than the request. */
  private upgrade(incoming: IncomingMessage, socket: Socket): void {
    const { role, site } = whose(incoming);
    if (role === 'evil') this.reported(site).add(incoming.url!.split('?')[1]!);
    const key = `${incoming.headers['sec-websocket-key']}258EAFA5-E914-47DA-95CA-C5AB0DC85B11`;
    const accept = createHash('sha1').update(key).digest('base64');
    socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n'
      + `Sec-WebSocket-Accept: ${accept}\r\n\r\n`);
    socket.once('data', () => socket.write(Buffer.from('\x81\x05works', 'latin1')));
    socket.on('error', () => undefined);
    this.sockets.add(socket);
  }
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

function whose({ headers }: IncomingMessage): { role: 'site' | 'evil' | 'partner'; site: string } {
  const [, role = 'site', site = ''] = /^(?:(evil|partner)-)?([a-z]+)\.test/.exec(headers.host ?? '') ?? [];
  return { role: role as 'site', site };
}

/** Pages name the hosts of their own site, attacker and partner. */
function withHosts(body: Buffer, type: string, site: string): Buffer {
  if (!TEXT.test(type)) return body;
  return Buffer.from(body.toString().replace(/\b(evil|partner)\.test/g, `$1-${site}.test`).replace(/\bsite\.test/g, `${site}.test`));
}
