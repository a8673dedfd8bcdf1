import { Readable } from 'node:stream';
import { ExchangeStore } from '../../../src/preview/console/exchange-store';
import type { Exchange } from '../../../src/preview/exchange/exchange';

const exchange = (id: string, body?: Buffer | Readable, uri = '/') => (
  { id, viewerRequest: { method: 'GET', uri, querystring: '', headers: {} }, response: { status: 200, headers: {}, body } } as unknown as Exchange);

describe('the store of exchanges', () => {
  test('keeps the last ones', () => {
    const store = new ExchangeStore({ count: 3, unseen: 3, bytes: 1e6 });
    for (const id of ['a', 'b', 'c', 'd']) store.add(exchange(id));
    expect(store.latest().map(({ id }) => id)).toEqual(['b', 'c', 'd']);
    expect([store.find('a'), store.find('d')?.id, store.size]).toEqual([undefined, 'd', 3]);
  });

  test('is bounded by what the requests take, too', () => {
    const store = new ExchangeStore({ count: 1_000, unseen: 1_000, bytes: 100_000 });
    for (let i = 0; i < 100; i++) store.add(exchange(String(i), Buffer.alloc(10_000)));
    expect(store.size).toBe(7);
    store.add(exchange('long', undefined, '/'.repeat(200_000)));
    expect(store.size).toBe(1);
    store.add(exchange('next'));
    expect(store.latest().map(({ id }) => id)).toEqual(['next']);
  });

  test('keeps more of them once the console has been opened', () => {
    const store = new ExchangeStore({ count: 5, unseen: 2, bytes: 1e6 });
    for (const id of ['a', 'b', 'c']) store.add(exchange(id));
    expect(store.latest().map(({ id }) => id)).toEqual(['b', 'c']);
    store.watch(() => undefined)();
    for (const id of ['d', 'e', 'f', 'g']) store.add(exchange(id));
    expect(store.latest().map(({ id }) => id)).toEqual(['c', 'd', 'e', 'f', 'g']);
  });

  test('has the bounds of a page with its files', () => {
    const store = new ExchangeStore();
    for (let i = 0; i < 3_000; i++) store.add(exchange(String(i)));
    expect([store.size, store.find('2749')?.id, store.find('2750')?.id]).toEqual([250, undefined, '2750']);
    store.watch(() => undefined);
    for (let i = 3_000; i < 6_000; i++) store.add(exchange(String(i)));
    expect([store.size, store.latest()[0]!.id, store.latest().at(-1)!.id]).toEqual([1_000, '5000', '5999']);
  });

  test('keeps small bodies, and neither large ones nor streams', () => {
    const store = new ExchangeStore();
    store.add(exchange('small', Buffer.from('x')));
    store.add(exchange('large', Buffer.alloc(100_000)));
    store.add(exchange('stream', Readable.from(['x'])));
    expect(store.latest().map(({ response }) => response!.body?.toString())).toEqual(['x', undefined, undefined]);
  });

  test('reports new ones until it is no longer watched', () => {
    const store = new ExchangeStore();
    const seen: string[] = [];
    const stop = store.watch(({ id }) => seen.push(id));
    store.add(exchange('a'));
    stop();
    store.add(exchange('b'));
    expect(seen).toEqual(['a']);
  });
});
