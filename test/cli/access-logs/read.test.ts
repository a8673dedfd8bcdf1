import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { type LogsRead, readLogs } from '../../../src/cli/access-logs/read';
import { legacy } from '../../core/access-logs/support';

let folder: string;
beforeEach(() => folder = mkdtempSync(join(tmpdir(), 'logs-')));
afterEach(() => rmSync(folder, { recursive: true }));

const write = (name: string, content: string | Uint8Array): string => {
  const file = join(folder, name);
  writeFileSync(file, content);
  return file;
};

async function paths(...sources: string[]): Promise<LogsRead & { readonly found: string[] }> {
  const found: string[] = [];
  const read = await readLogs(sources, (record) => found.push(record.get('cs-uri-stem')!));
  return { ...read, found };
}

const line = (path: string): string => `${legacy({ 'cs-uri-stem': path })}\n`;

test('a folder with folders, plain and packed files, in the order of their names', async () => {
  mkdirSync(join(folder, 'b'));
  write('c.gz', gzipSync(line('/3')));
  write('a.log', line('/1'));
  write('b/2', line('/2') + legacy({ 'sc-status': '200', 'x-edge-result-type': 'Hit' }));
  write('.DS_Store', 'x');
  symlinkSync('..', join(folder, 'b', 'up'));
  expect(await paths(folder)).toMatchObject({ found: ['/1', '/2', '/3'], requests: 4, faults: [], files: 3 });
});

test('what a file is, its content says', async () => {
  expect(await paths(write('packed.log', gzipSync(line('/x'))))).toMatchObject({ found: ['/x'], faults: [] });
  expect(await paths(write('plain.gz', line('/y')))).toMatchObject({ found: ['/y'], faults: [] });
});

test('several gzip files in one, as `cat *.gz` makes them', async () => {
  const both = Buffer.concat([gzipSync(line('/1')), gzipSync(line('/2'))]);
  expect(await paths(write('both.gz', both))).toMatchObject({ found: ['/1', '/2'], faults: [] });
});

test('a file that is named twice is read once', async () => {
  const file = write('a', line('/1'));
  expect(await paths(file, folder, file)).toMatchObject({ found: ['/1'], files: 1 });
});

test('a file that is cut off or damaged: what comes before is read, and the other files, too', async () => {
  const many = Array.from({ length: 20_000 }, (_, i) => line(`/${(i * 2_654_435_761) % 4_294_967_291}`)).join('');
  const packed = gzipSync(many);
  write('1.gz', Buffer.from(packed.subarray(0, packed.length / 2)));
  // Another checksum than that of the content.
  packed[packed.length - 8] = 255 - packed[packed.length - 8];
  write('2.gz', packed);
  write('3', line('/last'));
  const { found, faults } = await paths(folder);
  expect(found.length).toBeGreaterThan(10_000);
  expect(found.at(-1)).toBe('/last');
  const reasons = faults.filter(({ line: at }) => at === undefined).map(({ file, reason }) => [file.slice(-4), reason]);
  expect(reasons).toEqual([
    ['1.gz', 'is cut off: what comes before was read'],
    ['2.gz', expect.stringMatching(/^is damaged \(.+\): what comes before was read$/)],
  ]);
});

test('a source that is not there is a fault beside the others', async () => {
  const { found, faults } = await paths(join(folder, 'nowhere'), write('a', line('/1')));
  expect(found).toEqual(['/1']);
  expect(faults).toEqual([{ file: join(folder, 'nowhere'), reason: 'there is no such file or folder', count: 1 }]);
});

test('progress has the bytes on the disk', async () => {
  const packed = gzipSync(line('/1').repeat(10_000));
  const steps: number[][] = [];
  await readLogs([write('a.gz', packed), write('b', line('/2'))], () => undefined, {
    onProgress: (...step) => steps.push(step),
  });
  const total = packed.length + line('/2').length;
  expect(steps.at(-1)).toEqual([total, total]);
});
