import type { ServerResponse } from 'node:http';
import type { Group } from './api';
import type { ExchangeStore } from './exchange-store';
import { rowOf } from './row';
import type { Exchange } from '../exchange/exchange';

/** Rows are sent in groups, so that thousands of requests per second are a few messages for the page. */
const GROUP_MS = 100;
/** Of more requests than this between two groups, the last ones are sent, and how many were not. */
const GROUP_MAX = 200;
/** Connections of consoles at a time. */
export const STREAMS_MAX = 16;
/** A comment keeps proxies and the browser from ending a quiet stream. */
const HEARTBEAT_MS = 15_000;

/** The stream of requests as server-sent events, for consoles that are open. */
export class LiveStream {
  private open = 0;

  constructor(private readonly store: ExchangeStore) {}

  /** Sends the exchanges that are there, and then new ones until the page is closed. */
  serve(outgoing: ServerResponse): boolean {
    if (this.open >= STREAMS_MAX) return false;
    this.open++;
    let waiting: Exchange[] = [];
    let missed = 0;
    let timer: NodeJS.Timeout | undefined;
    const flush = (): void => {
      timer = undefined;
      // A page that does not read gets nothing more, until it has read what is there.
      if (waiting.length === 0 || isFull(outgoing)) return;
      const group: Group = { rows: waiting.map(rowOf), missed };
      [waiting, missed] = [[], 0];
      outgoing.write(`data: ${JSON.stringify(group)}\n\n`);
    };
    const later = (): void => { timer ??= setTimeout(flush, GROUP_MS); };
    outgoing.write(`event: start\ndata: ${JSON.stringify({ rows: this.store.latest().map(rowOf), missed: 0 })}\n\n`);
    outgoing.on('drain', later);
    const stop = this.store.watch((exchange) => {
      waiting.push(exchange);
      if (waiting.length > GROUP_MAX) { waiting.shift(); missed++; }
      if (!isFull(outgoing)) later();
    });
    const heartbeat = setInterval(() => { if (!isFull(outgoing)) outgoing.write(':\n\n'); }, HEARTBEAT_MS);
    heartbeat.unref();
    outgoing.once('close', () => {
      stop();
      clearInterval(heartbeat);
      clearTimeout(timer);
      this.open--;
    });
    return true;
  }
}

/** In HTTP/2, only the stream of the response knows. */
function isFull(outgoing: ServerResponse & { readonly stream?: { readonly writableNeedDrain: boolean } }): boolean {
  return (outgoing.stream ?? outgoing).writableNeedDrain;
}
