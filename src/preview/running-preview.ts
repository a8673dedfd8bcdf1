import { error, type Problem } from '../core/problem';
import { bodyHead } from './console/body-head';
import { ConsoleServer } from './console/console-server';
import { ExchangeStore } from './console/exchange-store';
import { isForConsole } from './console/guard';
import { PreviewError } from './errors';
import type { Exchange } from './exchange/exchange';
import type { EdgeResponse } from './exchange/message';
import { newExchange, type ReceivedRequest } from './exchange/new-exchange';
import { afterwards, type Soon } from './exchange/soon';
import { changedOptions } from './generation/changed-options';
import type { Generation } from './generation/generation';
import { readGeneration } from './generation/read-generation';
import type { PreviewOptions } from './options';
import type { Preview, PreviewChanges, TracedResponse } from './preview';
import type { Aside } from './server/answers';
import { selfSigned } from './server/certificate/certificate';
import { HttpServer } from './server/http-server';
import { toReceivedRequest, toFetchResponse } from './server/in-process';
import { withHost } from './server/with-host';
import { answered } from './stages/answered';
import { refuseMalformed } from './stages/malformed-request';
import { traceOf } from './trace/record';
import type { Trace } from './trace/trace';

/**
 * Accepts requests, on a port or by `fetch()`, and runs each through CloudFront's stages. The port and the traces stay
 * when another generation replaces the current one.
 */
export class RunningPreview implements Preview {
  url = 'http://preview.localhost';
  certificate: string | undefined;
  private server: HttpServer | undefined;
  private listening: Promise<void> | undefined;
  private closing: Promise<void> | undefined;
  private readonly exchanges = new ExchangeStore();
  /** Those that have been replaced and still answer requests. */
  private readonly retired = new Set<Generation>();

  constructor(private current: Generation) {
    const { listen } = current.options;
    if (listen !== undefined) void this.listen(listen);
  }

  get ready(): Promise<void> {
    return this.listening ?? Promise.resolve();
  }

  /** Opens the port, if it is not open. */
  listen(at: { readonly port: number; readonly host?: string }): Promise<void> {
    if (this.closing !== undefined) return Promise.reject(closed());
    if (this.listening === undefined) {
      this.listening = this.open(at);
      // Callers that await `ready` get the error; for all others it must not be an unhandled rejection.
      this.listening.catch(() => undefined);
    }
    return this.listening;
  }

  get distribution(): string {
    return this.current.edge.distribution.constructPath;
  }

  get notes(): readonly Problem[] {
    return this.current.notes;
  }

  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    return toFetchResponse(await this.runFetch(input, init));
  }

  async fetchWithTrace(input: string | URL | Request, init?: RequestInit): Promise<TracedResponse> {
    const exchange = await this.runFetch(input, init);
    return { response: toFetchResponse(exchange), trace: traceOf(exchange) };
  }

  trace(request: string | Response): Trace | undefined {
    const id = typeof request === 'string' ? request : request.headers.get('x-amz-cf-id') ?? '';
    const exchange = this.exchanges.find(id);
    return exchange && traceOf(exchange);
  }

  async setOptions(changes: PreviewChanges): Promise<void> {
    if (this.closing !== undefined) throw closed();
    const next = readGeneration(changedOptions(this.current.options, changes));
    next.edge.injections.keep(this.current.edge.injections, changes);
    this.replace(next);
  }

  reload(): Promise<void> {
    return this.setOptions({});
  }

  invalidate(paths: string | readonly string[]): number {
    return this.current.edge.cache.invalidate([paths].flat());
  }

  close(): Promise<void> {
    return (this.closing ??= this.end());
  }

  private async end(): Promise<void> {
    await this.ready.catch(() => undefined);
    await this.server?.close();
    await Promise.all([this.current, ...this.retired].map((generation) => generation.close()));
  }

  private replace(next: Generation): void {
    for (const old of this.retired) if (old.isClosed) this.retired.delete(old);
    this.retired.add(this.current);
    this.current.retire();
    this.current = next;
  }

  private respond(received: ReceivedRequest): Soon<EdgeResponse> {
    const generation = this.current;
    return afterwards(generation.use(() => this.run(received, generation)), (exchange) => {
      const { options: { onSent }, edge: { distribution } } = generation;
      if (onSent !== undefined) received.measure?.whenSent((sent) => onSent(exchange, sent, distribution.domainName));
      return exchange.response!;
    });
  }

  /** A request begins with the call, before its body is read. */
  private async runFetch(input: string | URL | Request, init?: RequestInit): Promise<Exchange> {
    const generation = this.current;
    if (this.closing !== undefined) throw closed();
    return generation.use(async () => {
      const received = await toReceivedRequest(input, init, this.host);
      const exchange = await this.run(received, generation);
      received.viewer?.signal.throwIfAborted();
      return exchange;
    });
  }

  /** The host in {@link url}. */
  private get host(): string {
    return this.url.slice(this.url.indexOf('//') + 2);
  }

  private async open({ port, host = '127.0.0.1' }: { readonly port: number; readonly host?: string }): Promise<void> {
    const { options: { tls }, edge: { distribution } } = this.current;
    const certificate = tls ? selfSigned([...LOCAL_NAMES, host, ...distribution.aliases]) : undefined;
    this.server = new HttpServer(
      (received) => this.respond(received),
      (status) => refuseMalformed(status, this.host, this.current.edge),
      this.console(),
      certificate,
    );
    this.certificate = certificate?.pem;
    this.url = `http${tls ? 's' : ''}://${host.includes(':') ? `[${host}]` : host}:${await this.server.listen(host, port)}`;
  }

  /** What answers below `/__edge/`. It stays when another generation replaces the current one. */
  private console(): Aside {
    const preview = this;
    const server = new ConsoleServer({
      store: this.exchanges,
      get edge() { return preview.current.edge; },
      get notes() { return preview.current.notes; },
      get host() { return preview.host; },
      get isTls() { return preview.certificate !== undefined; },
      tryOut: (received) => preview.tryOut(received),
      invalidate: (paths) => preview.invalidate(paths),
    }, this.current.options.consolePage);
    return { takes: isForConsole, answer: (incoming, outgoing) => server.answer(incoming, outgoing) };
  }

  /** Runs a request for the console. Its body has been read before the generation is released. */
  private async tryOut(received: ReceivedRequest): Promise<Exchange> {
    const generation = this.current;
    return generation.use(async () => {
      const exchange = await this.answer(received, generation, true);
      const response = exchange.response!;
      return { ...exchange, response: { ...response, body: await bodyHead(response.body) } };
    });
  }

  /** Runs a request. The result always has a response. */
  private run(received: ReceivedRequest, generation: Generation): Soon<Exchange> {
    return afterwards(this.answer(received, generation), (exchange) => {
      this.exchanges.add(exchange);
      return exchange;
    });
  }

  /** @param isTrial True if no access line counts it. */
  private answer(received: ReceivedRequest, generation: Generation, isTrial = false): Soon<Exchange> {
    const { options: { onExchange, onFault } } = generation;
    const edge = isTrial ? { ...generation.edge, cache: generation.edge.cache.copy() } : generation.edge;
    const initial = this.newExchange(received, generation, isTrial);
    const report = isTrial ? undefined : onExchange;
    return answered(initial, edge, { report, onFault });
  }

  /** With `hostHeader`, the host and the domain name of the distribution differ, as for viewers that use an alias. */
  private newExchange(received: ReceivedRequest, { edge, options }: Generation, isTrial: boolean): Exchange {
    const { hostHeader } = options;
    const viewerProtocol = protocolOf(received, options);
    const { injections: { country }, distribution: { domainName } } = edge;
    return hostHeader === undefined
      ? newExchange(received, { ownHost: this.host, viewerProtocol, country, isTrial })
      : newExchange(withHost(received, hostHeader), { ownHost: domainName, viewerProtocol, country, isTrial });
  }
}

/** A request would start functions again, which nobody ends. */
function closed(): PreviewError {
  return new PreviewError([error('EDGE_PREVIEW_CLOSED', 'the preview has been closed; create another one')]);
}

/** The names of this machine, by which browsers open the preview. */
const LOCAL_NAMES = ['localhost', '*.localhost', '127.0.0.1', '::1'];

/** A site on a desk works as by HTTPS, unless the user wants to see what HTTP does. */
function protocolOf(
  { plainHttp }: ReceivedRequest, { viewerProtocol, strict }: PreviewOptions,
): Exchange['viewerProtocol'] {
  return viewerProtocol ?? (strict && plainHttp ? 'http' : 'https');
}
