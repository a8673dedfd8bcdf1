import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { lambdaAt, site } from '../support/site';

const SIZE = 60_000_000;

/** Requests a file, changes it once the response has begun, and reads until the connection closes or is idle. */
async function whileSent(change: (file: string) => void) {
  const folder = mkdtempSync(join(tmpdir(), 'edge-changing-'));
  const file = join(folder, 'film.bin');
  writeFileSync(file, '');
  truncateSync(file, SIZE);
  const running = site({}, { listen: { port: 0 }, origins: { Bucket: folder } });
  await running.ready;
  const { hostname, port } = new URL(running.url);
  const result = await new Promise<{ closed: boolean; body: number }>((resolve) => {
    let head = '';
    let body = -1;
    const count = (chunk: Buffer) => {
      if (body >= 0) return void (body += chunk.length);
      head += chunk.toString('latin1');
      const end = head.indexOf('\r\n\r\n');
      if (end < 0) return;
      body = head.length - end - 4;
      socket.pause();
      setTimeout(() => { change(file); socket.resume(); }, 50);
    };
    const socket = connect(Number(port), hostname, () =>
      socket.write('GET /film.bin HTTP/1.1\r\nHost: localhost\r\n\r\n'),
    );
    // Idle: no more data will arrive.
    socket.setTimeout(1500, () => { resolve({ closed: false, body }); socket.destroy(); });
    socket.on('data', count).on('error', () => undefined).on('close', () => resolve({ closed: true, body }));
  });
  expect((await fetch(`${running.url}/`)).status).toBe(403);
  rmSync(folder, { recursive: true, force: true });
  return { ...result, logs: running.logs };
}

describe('a file that changes while it is sent', () => {
  test('becomes shorter: the connection is closed, so that the viewer does not wait for the rest', async () => {
    const { closed, body, logs } = await whileSent((file) => truncateSync(file, SIZE / 2));
    expect([closed, body < SIZE, logs]).toEqual([true, true, []]);
  });

  test('becomes longer: the announced length is sent, and no bytes that a client would read as the next response', async () => {
    expect(await whileSent((file) => truncateSync(file, 2 * SIZE))).toEqual({ closed: false, body: SIZE, logs: [] });
  });

  test('is deleted: it is sent completely', async () => {
    expect(await whileSent((file) => rmSync(file))).toEqual({ closed: false, body: SIZE, logs: [] });
  });

  test('is truncated before an origin-response function has returned', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'edge-changing-'));
    const file = join(folder, 'film.bin');
    writeFileSync(file, '');
    truncateSync(file, SIZE);
    const code =
      'exports.handler = async (e) => { await new Promise((r) => setTimeout(r, 300)); return e.Records[0].cf.response; };';
    const running = site(
      { fill: (stack) => lambdaAt('origin-response', stack.lambda('Fn', code)) },
      { origins: { Bucket: folder } },
    );
    const answer = running.fetch('/film.bin');
    setTimeout(() => truncateSync(file, 10), 150);
    await expect(answer.then((response) => response.arrayBuffer())).rejects.toThrow();
    expect((await running.fetch('/film.bin')).status).toBe(200);
    expect(running.logs).toEqual([]);
  });

  test('an empty file has an empty body', async () => {
    const answer = await site({ files: { 'empty.txt': '' } }).fetch('/empty.txt');
    expect([answer.status, answer.headers.get('content-length'), await answer.text()]).toEqual([200, '0', '']);
  });
});
