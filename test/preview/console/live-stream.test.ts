import { EventEmitter } from 'node:events';
import type { ServerResponse } from 'node:http';
import { ExchangeStore } from '../../../src/preview/console/exchange-store';
import { LiveStream, STREAMS_MAX } from '../../../src/preview/console/live-stream';
import type { Exchange } from '../../../src/preview/exchange/exchange';

class Page extends EventEmitter {
  writableNeedDrain = false;
  readonly written: string[] = [];
  write(text: string): void { this.written.push(text); }
  get groups(): any[] { return this.written.filter((text) => text.startsWith('data: ')).map((text) => JSON.parse(text.slice(6))); }
}
const exchange = (id: string) => ({
  id,
  startedAt: 0,
  host: 'h',
  viewerRequest: { method: 'GET', uri: '/', querystring: '', headers: {} },
  response: { status: 200, headers: {} },
  clientIp: '',
} as unknown as Exchange);

beforeEach(() => { jest.useFakeTimers(); });
afterEach(() => { jest.useRealTimers(); });

function open() {
  const store = new ExchangeStore();
  const stream = new LiveStream(store);
  const page = new Page();
  expect(stream.serve(page as unknown as ServerResponse)).toBe(true);
  return { store, stream, page };
}

describe('the stream of a console', () => {
  test('sends many requests together, and says how many are missing', () => {
    const { store, page } = open();
    for (let i = 0; i < 1_000; i++) store.add(exchange(String(i)));
    jest.advanceTimersByTime(100);
    expect(page.groups).toMatchObject([{ missed: 800 }]);
    expect(page.groups[0].rows).toHaveLength(200);
    expect(page.groups[0].rows.at(-1).id).toBe('999');
  });

  test('waits for a page that does not read, and goes on when it does', () => {
    const { store, page } = open();
    page.writableNeedDrain = true;
    for (let i = 0; i < 300; i++) { store.add(exchange(String(i))); jest.advanceTimersByTime(200); }
    expect(page.written).toHaveLength(1);
    jest.advanceTimersByTime(60_000);
    expect(page.written).toHaveLength(1);
    page.writableNeedDrain = false;
    page.emit('drain');
    jest.advanceTimersByTime(100);
    expect(page.groups).toMatchObject([{ missed: 100 }]);
  });

  test('ends with its page: nothing is kept for it, and another one can be opened', () => {
    const { store, stream, page } = open();
    for (let i = 1; i < STREAMS_MAX; i++) expect(stream.serve(new Page() as unknown as ServerResponse)).toBe(true);
    expect(stream.serve(new Page() as unknown as ServerResponse)).toBe(false);
    page.emit('close');
    store.add(exchange('a'));
    jest.advanceTimersByTime(20_000);
    expect(page.written).toHaveLength(1);
    expect(stream.serve(new Page() as unknown as ServerResponse)).toBe(true);
  });
});
