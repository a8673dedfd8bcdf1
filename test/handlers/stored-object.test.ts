import { StoredObject, type ObjectUse } from '../../src/handlers/lambda-edge/stored-object/stored-object';
import { missing, object, reset, S3Server, silent, slow, status } from '../masking/support/s3-server';

const s3 = new S3Server();
const before = { ...process.env };
beforeAll(async () => {
  await s3.start();
  Object.assign(process.env, s3.environment);
});
afterAll(() => {
  process.env = { ...before };
  return s3.stop();
});
const logged = jest.spyOn(console, 'log').mockImplementation(() => undefined);
const clock = jest.spyOn(Date, 'now');
let now = 0;
beforeEach(() => {
  s3.requests.length = 0;
  logged.mockClear();
  now = 1_000_000;
  clock.mockImplementation(() => now);
});
afterAll(() => jest.restoreAllMocks());

const lines = () => logged.mock.calls.map(([line]) => JSON.parse(line));
const settle = () => new Promise((resolve) => setTimeout(resolve, 60));
const source = { bucket: 'site', region: 'eu-west-1', key: 'rules/list (1).json', refreshMs: 60_000, timeoutMs: 3_000 };

/** A JSON list of numbers: `StoredObject` does not depend on the kind of object. */
function numbers(over: Partial<ObjectUse<number[]>> = {}, of: object = {}) {
  const read = jest.fn(({ body }: { body: Buffer }) => JSON.parse(body.toString()) as number[]);
  return {
    stored: new StoredObject<number[]>({ ...source, ...of }, { maxBytes: 1_000, code: 'EDGE_TEST', read, ...over }),
    read,
  };
}

describe('an object of S3', () => {
  it('is fetched with a signed request, and read', async () => {
    s3.answer = object('[1,2]');
    expect(await numbers().stored.get()).toEqual([1, 2]);
    expect(s3.requests.map(({ url }) => url)).toEqual(['/site/rules/list%20%281%29.json']);
    expect(s3.requests[0].headers.authorization).toMatch(/^AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE\//);
    expect(lines()).toEqual([]);
  });

  it('is read once, for concurrent requests and while it is fresh', async () => {
    s3.answer = slow(20, object('[1]'));
    const { stored, read } = numbers();
    const all = await Promise.all([stored.get(), stored.get(), stored.get()]);
    now += 59_999;
    expect([...all, await stored.get()]).toEqual([[1], [1], [1], [1]]);
    expect(read).toHaveBeenCalledTimes(1);
    expect(s3.requests).toHaveLength(1);
  });

  it('is not read again if it has not changed', async () => {
    s3.answer = object('[1]');
    const { stored, read } = numbers();
    const first = await stored.get();
    now += 60_000;
    await stored.get();
    await settle();
    expect(s3.requests.map((r) => r.headers['if-none-match'])).toEqual([undefined, '"3-5b315d"']);
    expect(read).toHaveBeenCalledTimes(1);
    expect(await stored.get()).toBe(first);
  });

  it('is used while it is checked, and then the new one', async () => {
    s3.answer = object('[1]');
    const { stored } = numbers();
    await stored.get();
    s3.answer = slow(20, object('[2]'));
    now += 60_000;
    expect(await stored.get()).toEqual([1]);
    await settle();
    expect(await stored.get()).toEqual([2]);
  });

  it('is awaited if the copy in memory is ten times too old', async () => {
    s3.answer = object('[1]');
    const { stored } = numbers();
    await stored.get();
    s3.answer = object('[2]');
    now += 600_000;
    expect(await stored.get()).toEqual([2]);
  });

  it('that arrives too late is available for the next request', async () => {
    s3.answer = slow(150, object('[1]'));
    const { stored } = numbers({}, { timeoutMs: 30 });
    expect(await stored.get()).toBeUndefined();
    await new Promise((resolve) => setTimeout(resolve, 300));
    expect(await stored.get()).toEqual([1]);
    expect(lines()).toEqual([]);
  });
});

const faults: [string, typeof s3.answer, RegExp][] = [
  ['is missing', missing, /^S3 answered 403$/],
  ['is behind an error', status(503), /^S3 answered 503$/],
  ['is larger than it may be', object('1'.repeat(1_001)), /^the object is larger than 1000 bytes$/],
  ['is encoded', object('[2]', { 'content-encoding': 'br' }), /^the object is encoded: br$/],
  ['cannot be read', object('no JSON'), /JSON/],
  ['is behind a dead connection', reset, /ECONNRESET|hang up/],
];

describe('an object that', () => {
  it.each(faults)(
    '%s leaves nothing, with one line under the code of its use, and a pause',
    async (_, answer, message) => {
      s3.answer = answer;
      const { stored } = numbers();
      expect([await stored.get(), await stored.get()]).toEqual([undefined, undefined]);
      expect(lines()).toEqual([
        { level: 'ERROR', code: 'EDGE_TEST', key: source.key, message: expect.stringMatching(message) },
      ]);
      s3.answer = object('[3]');
      now += 4_999;
      expect(await stored.get()).toBeUndefined();
      now += 1;
      expect(await stored.get()).toEqual([3]);
    },
  );

  it.each(faults)('%s keeps the last good one', async (_, answer) => {
    s3.answer = object('[1]');
    const { stored } = numbers();
    await stored.get();
    s3.answer = answer;
    for (const later of [60_000, 600_000, 86_400_000]) {
      now += later;
      expect(await stored.get()).toEqual([1]);
      await settle();
    }
    expect(lines()).toHaveLength(3);
  });

  it('could not be read is fetched completely again, since the copy in memory is older', async () => {
    s3.answer = object('[1]');
    const { stored } = numbers();
    await stored.get();
    for (const body of ['no JSON', '[2]']) {
      s3.answer = object(body);
      now += 600_000;
      await stored.get();
    }
    expect(s3.requests.map((r) => r.headers['if-none-match'])).toEqual([undefined, '"3-5b315d"', '"3-5b315d"']);
    expect(await stored.get()).toEqual([2]);
  });

  it('has exactly the maximum size is accepted', async () => {
    s3.answer = object('[1]');
    expect(await numbers({ maxBytes: 3 }).stored.get()).toEqual([1]);
  });

  it('cannot be requested is logged as an error, not thrown', async () => {
    delete process.env.AWS_ACCESS_KEY_ID;
    try {
      expect(await numbers().stored.get()).toBeUndefined();
      expect(lines()).toMatchObject([{ message: 'there are no credentials' }]);
    } finally {
      Object.assign(process.env, s3.environment);
    }
  });

  it('never arrives times out, so that it is requested again', async () => {
    s3.answer = silent;
    const { stored } = numbers({}, { timeoutMs: 10 });
    await stored.get();
    await new Promise((resolve) => setTimeout(resolve, 3_100));
    expect(lines()).toMatchObject([{ message: 'S3 did not answer within 3000 ms' }]);
    s3.answer = object('[1]');
    now += 5_000;
    await stored.get();
    await settle();
    expect(await stored.get()).toEqual([1]);
  });
});
