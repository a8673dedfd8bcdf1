import type { Problem } from '../core/problem';
import { shortened } from './edge/bounded';
import { answer, ViewerGone, type Exchange } from './exchange/exchange';
import { newExchange, type Arrival } from './exchange/new-exchange';
import type { PreviewOptions } from './options';
import type { Preview, TracedResponse } from './preview';
import { HttpServer } from './server/http-server';
import { arrivalOf, toFetchResponse } from './server/in-process';
import { underName } from './server/under-name';
import { refuseMalformed } from './stages/malformed-request';
import { runPipeline } from './stages/pipeline';
import { page } from './stages/refusal';
import type { Edge } from './stages/stage';
import { record, traceOf } from './trace/record';

/** Takes requests by a port or without one, and sends each through CloudFront's stages. */
export class RunningPreview implements Preview {
  readonly ready: Promise<void>;
  readonly distribution: string;
  url = 'http://preview.localhost';
  private readonly server: HttpServer | undefined;

  constructor(
    private readonly edge: Edge,
    readonly notes: readonly Problem[],
    private readonly options: PreviewOptions,
  ) {
    this.distribution = edge.distribution.constructPath;
    this.server =
      options.listen === undefined
        ? undefined
        : new HttpServer(
          async (arrival) => (await this.run(arrival)).response!,
          (status) => refuseMalformed(status, this.host, edge),
        );
    this.ready = this.listen();
    // Whoever waits for it sees the error; nobody has to.
    this.ready.catch(() => undefined);
  }

  async fetch(input: string | URL | Request, init?: RequestInit): Promise<Response> {
    return toFetchResponse((await this.asked(input, init)).response!);
  }

  async trace(input: string | URL | Request, init?: RequestInit): Promise<TracedResponse> {
    const exchange = await this.asked(input, init);
    return { response: toFetchResponse(exchange.response!), trace: traceOf(exchange) };
  }

  async close(): Promise<void> {
    await this.ready.catch(() => undefined);
    await this.server?.close();
    this.edge.origins.close();
    await this.edge.functions.close();
  }

  private async asked(input: string | URL | Request, init?: RequestInit): Promise<Exchange> {
    const arrival = await arrivalOf(input, init, this.host);
    const exchange = await this.run(arrival);
    arrival.signal?.throwIfAborted();
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

  /** An exchange with its response. */
  private async run(arrival: Arrival): Promise<Exchange> {
    const begun = this.begin(arrival);
    try {
      const exchange = await runPipeline(begun, this.edge);
      this.options.onExchange?.(exchange);
      return exchange;
    } catch (error) {
      if (error instanceof ViewerGone) return this.nobodyWaits(begun);
      this.options.onFault?.(error);
      const sorry = 'The preview failed on this request: a fault of the preview, not of your app.\n';
      const failed = answer(begun, page(500, sorry, 'text/plain'), 'cloudfront');
      return record(failed, { stage: 'preview', outcome: 'failed', error: shortened(String(error)) });
    }
  }

  /** Functions see a viewer of an alias on another host than that of the distribution, as they would once deployed. */
  private begin(arrival: Arrival): Exchange {
    const { hostHeader } = this.options;
    return hostHeader === undefined
      ? newExchange(arrival, this.host)
      : newExchange(underName(arrival, hostHeader), this.edge.distribution.domainName);
  }

  /** CloudFront logs such a request with the status 000. */
  private nobodyWaits(begun: Exchange): Exchange {
    const gone = record(answer(begun, { status: 0, headers: {} }, 'cloudfront'), { stage: 'viewer', outcome: 'gone' });
    this.options.onExchange?.(gone);
    return gone;
  }
}
