import type { Problem } from '../core/problem';
import type { Archives } from './assembly/archives';
import { ConsoleServer } from './console/console-server';
import { ExchangeStore } from './console/exchange-store';
import { isForConsole } from './console/guard';
import { shortened } from './edge/bounded';
import { answer, ViewerGone, type Exchange } from './exchange/exchange';
import { newExchange, type ReceivedRequest } from './exchange/new-exchange';
import type { PreviewOptions } from './options';
import type { Preview, TracedResponse } from './preview';
import { HttpServer, type Aside } from './server/http-server';
import { toReceivedRequest, toFetchResponse } from './server/in-process';
import { withHost } from './server/with-host';
import { refuseMalformed } from './stages/malformed-request';
import { runPipeline } from './stages/pipeline';
import { page } from './stages/refusal';
import type { Edge } from './stages/stage';
import { record, traceOf } from './trace/record';

/** Accepts requests, on a port or by `fetch()`, and runs each through CloudFront's stages. */
export class RunningPreview implements Preview {
  readonly ready: Promise<void>;
  readonly distribution: string;
  url = 'http://preview.localhost';
  private readonly server: HttpServer | undefined;
  private readonly exchanges = new ExchangeStore();

  constructor(
    private readonly edge: Edge,
    readonly notes: readonly Problem[],
    private readonly options: PreviewOptions,
    private readonly archives: Archives,
  ) {
    this.distribution = edge.distribution.constructPath;
    this.server =
      options.listen === undefined
        ? undefined
        : new HttpServer(
          async (received) => (await this.run(received)).response!,
          (status) => refuseMalformed(status, this.host, edge),
          this.console(),
        );
    this.ready = this.listen();
    // Callers that await `ready` get the error; for all others it must not be an unhandled rejection.
    this.ready.catch(() => undefined);
  }

  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    return toFetchResponse((await this.runFetch(input, init)).response!);
  }

  async trace(input: string | URL | Request, init?: RequestInit): Promise<TracedResponse> {
    const exchange = await this.runFetch(input, init);
    return { response: toFetchResponse(exchange.response!), trace: traceOf(exchange) };
  }

  async close(): Promise<void> {
    await this.ready.catch(() => undefined);
    await this.server?.close();
    this.edge.origins.close();
    await this.edge.functions.close();
    this.archives.close();
  }

  private async runFetch(input: string | URL | Request, init?: RequestInit): Promise<Exchange> {
    const received = await toReceivedRequest(input, init, this.host);
    const exchange = await this.run(received);
    received.signal?.throwIfAborted();
    return exchange;
  }

  private get host(): string {
    return new URL(this.url).host;
  }

  private async listen(): Promise<void> {
    const { host = '127.0.0.1', port = 0 } = this.options.listen ?? {};
    if (this.server !== undefined) {
      this.url = `http://${host.includes(':') ? `[${host}]` : host}:${await this.server.listen(host, port)}`;
    }
  }

  /** What answers below `/__edge/`. */
  private console(): Aside {
    const preview = this;
    const server = new ConsoleServer({
      store: this.exchanges,
      get edge() { return preview.edge; },
      get notes() { return preview.notes; },
      get host() { return preview.host; },
      tryOut: (received) => preview.run(received, true),
    }, this.options.consolePage);
    return { takes: isForConsole, answer: (incoming, outgoing) => server.answer(incoming, outgoing) };
  }

  /** Runs a request. The result always has a response. A trial is not counted anywhere. */
  private async run(received: ReceivedRequest, isTrial = false): Promise<Exchange> {
    const initial = { ...this.newExchange(received), country: this.edge.injections.country, isTrial };
    try {
      return this.finished(await runPipeline(initial, this.edge));
    } catch (error) {
      if (error instanceof ViewerGone) return this.viewerGone(initial);
      this.options.onFault?.(error);
      const text = 'The preview failed on this request: a fault of the preview, not of your app.\n';
      const failed = answer(initial, page(500, text, 'text/plain'), 'cloudfront');
      return record(failed, { stage: 'preview', outcome: 'failed', error: shortened(String(error)) });
    }
  }

  /** With `hostHeader`, the host and the domain name of the distribution differ, as for viewers that use an alias. */
  private newExchange(received: ReceivedRequest): Exchange {
    const { hostHeader } = this.options;
    return hostHeader === undefined
      ? newExchange(received, this.host)
      : newExchange(withHost(received, hostHeader), this.edge.distribution.domainName);
  }

  /** CloudFront logs such a request with the status 000. */
  private viewerGone(initial: Exchange): Exchange {
    const unanswered = answer(initial, { status: 0, headers: {} }, 'cloudfront');
    return this.finished(record(unanswered, { stage: 'viewer', outcome: 'gone' }));
  }

  private finished(exchange: Exchange): Exchange {
    if (exchange.isTrial) return exchange;
    this.exchanges.add(exchange);
    this.options.onExchange?.(exchange);
    return exchange;
  }
}
