import type { IncomingMessage, ServerResponse } from 'node:http';
import { CONSOLE_PATH } from './api';
import { detailOf } from './detail';
import { distributionView } from './distribution-view';
import type { ExchangeStore } from './exchange-store';
import { refusalOf } from './guard';
import { LiveStream, STREAMS_MAX } from './live-stream';
import { consolePage } from './page';
import { BadRequest, readJson } from './read-json';
import { rowOf } from './row';
import { toReceived } from './what-if';
import { readInjections, readPaths } from './wishes';
import { labelled, type Problem } from '../../core/problem';
import { PreviewError } from '../errors';
import type { Exchange } from '../exchange/exchange';
import type { ReceivedRequest } from '../exchange/new-exchange';
import type { Edge } from '../stages/stage';

/** What the console shows and changes: the preview, as far as it is concerned. */
export interface ConsoleSubject {
  readonly store: ExchangeStore;
  /** Of the current generation of the app. */
  readonly edge: Edge;
  readonly notes: readonly Problem[];
  /** The name and the port by which it is opened. */
  readonly host: string;
  /** Whether it is opened by HTTPS. */
  readonly isTls: boolean;
  /** Runs a request that no access line, cache or statistic counts. */
  tryOut(received: ReceivedRequest): Promise<Exchange>;
  /** Removes what these paths match from the cache, and returns how many objects. Throws what is wrong with a path. */
  invalidate(paths: readonly string[]): number;
}

/** Answers the requests below `/__edge/`. Whether a request is one of them is decided before (`isForConsole`). */
export class ConsoleServer {
  private readonly live: LiveStream;

  constructor(private readonly subject: ConsoleSubject, private readonly pageFile?: string) {
    this.live = new LiveStream(subject.store);
  }

  async answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    outgoing.on('error', () => undefined);
    const path = incoming.url!.split('?', 1)[0]!.slice(CONSOLE_PATH.length);
    try {
      if (path === '') return this.page(incoming, outgoing);
      const refusal = path.startsWith('api/') ? refusalOf(incoming) : undefined;
      if (refusal !== undefined) return fail(outgoing, 403, `the request is refused, because ${refusal}`);
      await this.api(incoming, outgoing, path.slice('api/'.length));
    } catch (error) {
      if (error instanceof BadRequest) return fail(outgoing, 400, ...error.problems);
      fail(outgoing, 500, String(error));
    }
  }

  private page({ method, url }: IncomingMessage, outgoing: ServerResponse): void {
    if (!['GET', 'HEAD'].includes(method!)) return notAllowed(outgoing, 'GET, HEAD');
    if (!url!.startsWith(CONSOLE_PATH)) return void outgoing.writeHead(308, { location: CONSOLE_PATH }).end();
    const { html, policy } = consolePage(this.pageFile);
    send(outgoing, 200, 'text/html; charset=utf-8', html, { 'content-security-policy': policy });
  }

  private async api(incoming: IncomingMessage, outgoing: ServerResponse, path: string): Promise<void> {
    const [name, ...rest] = path.split('/');
    const key = rest.length > 0 ? `${name}/*` : name!;
    const route = Object.hasOwn(ROUTES, key) ? ROUTES[key] : undefined;
    if (route === undefined || rest.length > 1) return fail(outgoing, 404, `there is no ${CONSOLE_PATH}api/${path}`);
    const isPost = incoming.method === 'POST';
    const run = isPost ? route.post : incoming.method === 'GET' ? route.get : undefined;
    if (run === undefined) return notAllowed(outgoing, Object.keys(route).join(', ').toUpperCase());
    if (name === 'live') return this.stream(outgoing);
    const value = await run(this.subject, isPost ? await readJson(incoming) : decoded(rest[0] ?? ''));
    if (value === undefined) return fail(outgoing, 404, 'this request is not known, or too long ago');
    json(outgoing, 200, value);
  }

  private stream(outgoing: ServerResponse): void {
    outgoing.writeHead(200, { ...HEADERS, 'content-type': 'text/event-stream' });
    if (!this.live.serve(outgoing)) outgoing.end(`event: full\ndata: "${STREAMS_MAX} consoles are open"\n\n`);
  }
}

type Run = (subject: ConsoleSubject, input: unknown) => unknown;

const ROUTES: Readonly<Record<string, { readonly get?: Run; readonly post?: Run }>> = {
  'live': { get: () => undefined },
  'requests': { get: ({ store }) => store.latest().map(rowOf) },
  'requests/*': {
    get({ store }, id) {
      const exchange = store.find(String(id));
      return exchange && detailOf(exchange);
    },
  },
  'distribution': { get: ({ edge, notes }) => distributionView(edge, notes.map(labelled)) },
  'injections': {
    get: ({ edge }) => edge.injections.texts,
    post({ edge }, input) {
      const problems = edge.injections.set(readInjections(input));
      if (problems.length > 0) throw new BadRequest(problems);
      return edge.injections.texts;
    },
  },
  'purge': {
    post(subject, input) {
      const paths = readPaths(input);
      try {
        return { purged: subject.invalidate(paths) };
      } catch (error) {
        throw error instanceof PreviewError ? new BadRequest(error.problems) : error;
      }
    },
  },
  'try': {
    async post(subject, input) {
      return detailOf(await subject.tryOut(toReceived(input, subject.host, subject.isTls)));
    },
  },
};

/** Never stored, and readable by this origin only. */
const HEADERS = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
  'cross-origin-resource-policy': 'same-origin',
  'referrer-policy': 'same-origin',
};

function send(outgoing: ServerResponse, status: number, type: string, body: string, more: object = {}): void {
  const bytes = Buffer.byteLength(body);
  outgoing.writeHead(status, { ...HEADERS, ...more, 'content-type': type, 'content-length': bytes }).end(body);
}

function json(outgoing: ServerResponse, status: number, value: unknown): void {
  send(outgoing, status, 'application/json', JSON.stringify(value));
}

function fail(outgoing: ServerResponse, status: number, ...problems: (string | { message: string })[]): void {
  const list = problems.map((one) => (typeof one === 'string' ? { message: one } : one));
  json(outgoing, status, { problems: list });
}

function notAllowed(outgoing: ServerResponse, allow: string): void {
  outgoing.setHeader('allow', allow);
  fail(outgoing, 405, `only ${allow} is possible here`);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
