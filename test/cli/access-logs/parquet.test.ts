import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { buildSync } from 'esbuild';
import { STANDARD_FIELDS } from '../../../src/core/access-logs/fields';
import { legacy } from '../../core/access-logs/support';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'parquet-'));
  // Jest cannot load ES modules, of which the reader of Parquet is one.
  buildSync({
    entryPoints: ['src/cli/access-logs/read.ts'], bundle: true, platform: 'node', outfile: join(folder, 'read.js'),
  });
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Writes records as Parquet and reads them as a log, in a process of Node.js. */
function read(columns: object[], codec: string): unknown {
  const script = `
    import { parquetWriteFile } from ${JSON.stringify(pathToFileURL(require.resolve('hyparquet-writer')).href)};
    import read from ${JSON.stringify(pathToFileURL(join(folder, 'read.js')).href)};
    import { gzipSync } from 'node:zlib';
    parquetWriteFile({
      filename: 'log', columnData: ${JSON.stringify(columns)}, codec: ${JSON.stringify(codec)},
      compressors: { GZIP: (bytes) => gzipSync(bytes) }, rowGroupSize: 1_000,
    });
    const errors = [];
    const { requests, faults } = await read.readLogs(['log'], (record) => errors.push(Object.fromEntries(record)));
    console.log(JSON.stringify({ requests, faults, last: errors.at(-1), errors: errors.length }));`;
  writeFileSync(join(folder, 'script.mjs'), script);
  return JSON.parse(execFileSync(process.execPath, ['script.mjs'], { cwd: folder, encoding: 'utf8' }));
}

const values = legacy().split('\t');
const SUCCESS: Record<string, string | number> = { 'sc-status': 200, 'x-edge-result-type': 'Hit' };

test.each(['UNCOMPRESSED', 'SNAPPY', 'GZIP'])('Parquet with %s is read as the other layouts are', (codec) => {
  const columns = STANDARD_FIELDS.slice(0, 33).map((name, i) => ({
    name: name.replace(/[^a-z]+/gi, '_').replace(/_$/, '').toLowerCase(),
    data: Array.from({ length: 2_500 }, (_, row) => (row % 2 ? SUCCESS[name] : undefined) ?? (name === 'sc-status' ? 403 : values[i])),
    type: name === 'sc-status' ? 'INT32' : 'STRING',
  }));
  expect(read(columns, codec)).toEqual({
    requests: 2_500,
    faults: [],
    errors: 1_250,
    last: expect.objectContaining({ 'sc-status': '403', 'cs-uri-stem': '/a', 'cs(User-Agent)': 'curl/8.5.0' }),
  });
});

test('a damaged file is a fault', () => {
  const file = join(folder, 'damaged');
  writeFileSync(file, 'PAR1 and so on');
  const script = 'require(\'./read.js\').readLogs([\'damaged\'], () => 0).then((read) => console.log(JSON.stringify(read)))';
  expect(JSON.parse(execFileSync(process.execPath, ['-e', script], { cwd: folder, encoding: 'utf8' }))).toEqual({
    files: 1, requests: 0, faults: [{ file: 'damaged', count: 1, reason: expect.stringMatching(/^cannot be read: /) }],
  });
});
