import { list } from './support/lists';
import { localAws, withEnvironment, type LocalAws } from './support/local-aws';
import { refused, STORE } from './support/local-store';
import { conflict, MemoryStore } from './support/memory-store';
import { keyValueStore, type KeyValueStore } from '../../../../src/cli/redirects/publish/key-value-store';
import { publishKeys } from '../../../../src/cli/redirects/publish/publish-keys';
import { snapshot } from '../../../../src/cli/redirects/publish/snapshot';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { storeEntries, type StoreEntries } from '../../../../src/core/redirects/store/entries';

function contentOf(text: string, prefix = ''): StoreEntries {
  return storeEntries(compileRules(parseRules(text, { format: 'json' }).rules), prefix);
}

/** Keys that no list owns, and those of a list with another prefix. */
const FOREIGN: readonly [string, string][] = [['feature-x', 'on'], ['shop:1=/a', '301/b'], ['shop:1/', '[]']];

async function publish(store: KeyValueStore, content: StoreEntries, said: string[] = []): Promise<void> {
  const progress = (text: string): void => void said.push(text);
  const start = await snapshot(store, content.isOwn, progress);
  await publishKeys({ store, content, owns: content.isOwn, progress, settle: async () => { said.push('settled'); } }, start);
}

const sorted = (entries: Iterable<readonly [string, string]>) => [...entries].sort(([a], [b]) => (a < b ? -1 : 1));

describe('a list in a store', () => {
  // The time of the test grows with the square of their number.
  const [old, next] = [contentOf(list(10_000, 1)), contentOf(list(10_000, 2))];
  const expected = sorted([...FOREIGN, ...next.entries]);

  test('10,000 rules, killed behind every batch: the next run ends equal to the file', async () => {
    const killed = new MemoryStore(new Map([...FOREIGN, ...old.entries]));
    killed.before = () => { if (killed.updates % 2 === 0) throw new Error('killed'); };
    for (let kills = 0; ; kills++) {
      const resumed = new MemoryStore(killed.entries);
      await publish(resumed, next);
      expect(resumed.entries.size).toBe(expected.length);
      expect(expected.every(([key, value]) => resumed.entries.get(key) === value)).toBe(true);
      const result = await publish(killed, next).catch((error: Error) => error.message);
      if (result === 'killed') continue;
      expect(kills).toBeGreaterThan(50);
      break;
    }
    expect(sorted(killed.entries)).toEqual(expected);
  }, 300_000);

  test('a second run writes nothing', async () => {
    const store = new MemoryStore(new Map([...FOREIGN, ...next.entries]));
    await publish(store, next);
    expect(store.updates).toBe(0);
  });
});

describe('other processes', () => {
  const [old, next] = [contentOf(list(500, 1)), contentOf(list(500, 2))];

  test('that write other lists are waited for', async () => {
    const store = new MemoryStore(new Map(old.entries));
    store.before = (update) => { if (update % 3 === 1) store.write([[`shop:1=/${update}`, '301/x']]); };
    const said: string[] = [];
    await publish(store, next, said);
    expect(said).toContain('the store was changed by another process; reading it again …');
    for (const [key, value] of next.entries) expect(store.entries.get(key)).toBe(value);
    const own = [...store.entries.keys()].filter(next.isOwn);
    expect(own).toHaveLength(next.entries.size);
    expect([...store.entries.keys()].filter((key) => key.startsWith('shop:')).length).toBeGreaterThan(2);
  });

  test('that write other lists all the time are reported', async () => {
    const store = new MemoryStore(new Map(old.entries));
    store.before = (update) => { store.write([['shop:1=/a', `301/${update}`]]); };
    await expect(publish(store, next)).rejects.toMatchObject({ code: 'EDGE_PUBLISH_CONFLICT' });
    expect(store.updates).toBe(6);
  });

  test('that write while the store is read are reported as well', async () => {
    const store = new MemoryStore(new Map(old.entries));
    const page = store.page.bind(store);
    store.page = (from) => {
      store.write([['shop:1=/a', String(Math.random())]]);
      return page(from);
    };
    await expect(publish(store, next)).rejects.toMatchObject({ code: 'EDGE_PUBLISH_CONFLICT' });
    expect(store.updates).toBe(0);
  });

  test('of two that publish different lists, the first to write ends, and the other one stops', async () => {
    const store = new MemoryStore(new Map(old.entries));
    const other = contentOf(list(500, 3));
    const results = await Promise.allSettled([publish(store, next), publish(store, other)]);
    expect(results.map(({ status }) => status)).toEqual(['fulfilled', 'rejected']);
    expect(results[1]).toMatchObject({ reason: { code: 'EDGE_PUBLISH_CONFLICT' } });
    expect(sorted(store.entries)).toEqual(sorted(next.entries));
  });

  test('an answer that was lost is not taken for another process', async () => {
    const store = new MemoryStore(new Map(old.entries));
    const update = store.update.bind(store);
    store.update = async (batch, etag) => {
      const result = await update(batch, etag);
      if (store.updates % 2 === 0) throw conflict();
      return result;
    };
    await publish(store, next);
    expect(sorted(store.entries)).toEqual(sorted(next.entries));
  });
});

describe('the client of the AWS SDK', () => {
  const aws = localAws();
  beforeEach(() => {
    aws.store.entries = new Map(FOREIGN);
  });
  const publishThere = (content: StoreEntries, said: string[] = []): Promise<void> => (
    withEnvironment(aws.environment, () => publish(keyValueStore(STORE), content, said)));

  test('writes 20,000 rules in calls of 50 keys, with progress', async () => {
    const content = contentOf(list(20_000));
    const said: string[] = [];
    await publishThere(content, said);
    expect(sorted(aws.store.entries)).toEqual(sorted([...FOREIGN, ...content.entries]));
    expect(aws.writes.length).toBeLessThan(content.entries.size / 50 + 10);
    expect(said).toContain(`wrote 1,000 keys of ${content.entries.size.toLocaleString('en')} keys …`);
  }, 300_000);

  test('2,000 rules, killed behind every call: the next run continues', async () => {
    const [old, next] = [contentOf(list(2_000, 1)), contentOf(list(2_000, 2))];
    aws.store.entries = new Map([...FOREIGN, ...old.entries]);
    let kills = 0;
    for (let done = false; !done;) {
      await withEnvironment(aws.environment, async () => {
        const store = keyValueStore(STORE);
        const update = store.update.bind(store);
        store.update = async (batch, etag) => {
          await update(batch, etag);
          kills++;
          throw new Error('killed');
        };
        done = await publish(store, next).then(() => true, ({ message }: Error) => message !== 'killed');
      });
    }
    expect(kills).toBeGreaterThan(20);
    expect(sorted(aws.store.entries)).toEqual(sorted([...FOREIGN, ...next.entries]));
  }, 300_000);

  test('reads a store in pages of 50 keys', async () => {
    const content = contentOf(list(230));
    await publishThere(content);
    aws.calls.length = 0;
    await publishThere(content);
    expect(aws.writes).toEqual([]);
    const pages = aws.calls.filter(({ url }) => url.searchParams.has('MaxResults'));
    expect(pages).toHaveLength(Math.ceil((content.entries.size + FOREIGN.length) / 50));
  });

  test.each<[string, (number: number) => ReturnType<LocalAws['fault']>]>([
    ['throttled', () => refused(429, 'ThrottlingException', 'Rate exceeded')],
    ['answered with an error of the service', () => refused(500, 'InternalServerException', 'x')],
    ['answered with 503', () => ({ status: 503 })],
    ['cut off', () => 'reset'],
  ])('calls that are %s are tried again', async (_, fault) => {
    let faults = 0;
    aws.fault = (_call, number) => {
      if (number % 4 !== 2) return undefined;
      faults++;
      return fault(number);
    };
    const content = contentOf(list(300));
    await publishThere(content);
    expect(faults).toBeGreaterThan(2);
    expect(sorted(aws.store.entries)).toEqual(sorted([...FOREIGN, ...content.entries]));
  });

  test('a call that was done although its answer was lost is not done twice', async () => {
    aws.afterwards = ({ method }, number) => (method === 'POST' && number % 3 === 0 ? 'reset' : undefined);
    const content = contentOf(list(300));
    await publishThere(content);
    expect(sorted(aws.store.entries)).toEqual(sorted([...FOREIGN, ...content.entries]));
  });

  test.each([
    [409, 'ConflictException', 'x'], [412, 'PreconditionFailed', 'x'], [400, 'ValidationException', 'Pre-Condition failed'],
  ])('%i %s is a conflict', async (status, type, message) => {
    let refusals = 0;
    aws.fault = ({ method }) => (method === 'POST' && refusals++ === 0 ? refused(status, type, message) : undefined);
    const said: string[] = [];
    await publishThere(contentOf(list(20)), said);
    expect(said).toEqual(['the store was changed by another process; reading it again …']);
  });
});
