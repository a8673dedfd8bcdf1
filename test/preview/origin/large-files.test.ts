import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { request, type IncomingMessage } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lambdaAt, site } from '../support/site';

const SIZE = 2_300_000_000;
const folder = mkdtempSync(join(tmpdir(), 'large-'));
const file = join(folder, 'film.mp4');
writeFileSync(file, 'beginning');
// A sparse file takes no space on the disk.
truncateSync(file, SIZE);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function ask(url: string, method: string, headers: Record<string, string> = {}): Promise<IncomingMessage> {
  return new Promise((resolve, reject) =>
    request(url, { method, headers, agent: false }, resolve).on('error', reject).end(),
  );
}

async function served() {
  const running = site({}, { listen: { port: 0 }, origins: { Bucket: folder } });
  await running.ready;
  return `${running.url}/film.mp4`;
}

describe('a file of more than 2 GiB', () => {
  test('HEAD has its length', async () => {
    const { statusCode, headers } = await ask(await served(), 'HEAD');
    expect([statusCode, headers['content-length'], headers['content-type'], headers.etag]).toEqual([
      200,
      String(SIZE),
      'video/mp4',
      expect.stringMatching(/^"[0-9a-f]{32}-275"$/),
    ]);
  });

  test('it is streamed, and the stream stops when the viewer disconnects', async () => {
    const response = await ask(await served(), 'GET');
    expect([response.statusCode, response.headers['content-length']]).toEqual([200, String(SIZE)]);
    const before = process.memoryUsage().arrayBuffers;
    let received = 0;
    for await (const chunk of response) {
      if (received === 0) expect(String(chunk).slice(0, 9)).toBe('beginning');
      received += (chunk as Buffer).length;
      if (received > 20_000_000) break;
    }
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(100_000_000);
  });

  test.each<[string, string, number]>([
    ['bytes=2200000000-2200000099', 'bytes 2200000000-2200000099/2300000000', 100],
    ['bytes=-7', 'bytes 2299999993-2299999999/2300000000', 7],
    ['bytes=2299999990-', 'bytes 2299999990-2299999999/2300000000', 10],
    ['bytes=0-8', 'bytes 0-8/2300000000', 9],
  ])('the range %s', async (range, contentRange, length) => {
    const response = await ask(await served(), 'GET', { range });
    const chunks: Buffer[] = [];
    for await (const chunk of response) chunks.push(chunk as Buffer);
    expect([response.statusCode, response.headers['content-range'], Buffer.concat(chunks).length]).toEqual([
      206,
      contentRange,
      length,
    ]);
  });

  test('answers 416 to a range beyond the end, and 304 to If-None-Match', async () => {
    const url = await served();
    expect((await ask(url, 'GET', { range: 'bytes=2300000000-' })).statusCode).toBe(416);
    const { headers } = await ask(url, 'HEAD');
    expect((await ask(url, 'GET', { 'if-none-match': headers.etag! })).statusCode).toBe(304);
  });

  test('a function at origin-response passes it on', async () => {
    const running = site(
      {
        fill: (stack) =>
          lambdaAt('origin-response', stack.lambda('Fn', 'exports.handler = async (e) => e.Records[0].cf.response;')),
      },
      {
        listen: { port: 0 },
        origins: { Bucket: folder },
      },
    );
    await running.ready;
    const response = await ask(`${running.url}/film.mp4`, 'GET', { range: 'bytes=2200000000-2200000004' });
    expect([response.statusCode, response.headers['content-length']]).toEqual([206, '5']);
    response.destroy();
  });
});
