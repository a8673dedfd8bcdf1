import * as fc from 'fast-check';
import { legacy, read } from './support';
import { STANDARD_FIELDS } from '../../../src/core/access-logs/fields';
import { LINE_MAX_BYTES } from '../../../src/core/access-logs/lines';
import { cases } from '../../support/cases';

const HEAD = '#Version: 1.0\n#Fields: date time sc-status cs-uri-stem\n';

describe('lines that cannot be read are counted and named, and the others are read', () => {
  const GOOD = '2026-11-28 10:00:00 404 /x';
  test.each([
    ['has not the columns that the log states', '2026-11-28 10:00:00 404'],
    ['has not the columns that the log states', '2026-11-28 10:00:00 200 /x y'],
    ['has no status', '2026-11-28 10:00:00 4x4 /x'],
    ['has no status', '2026-11-28 10:00:00 1404 /x'],
    ['is longer than a line of a log can be', 'x'.repeat(LINE_MAX_BYTES + 1)],
  ])('%s: %s', (reason, line) => {
    expect(read(`${HEAD}${GOOD}\n${line}\n${line}\n${GOOD}`)).toMatchObject({
      errors: [{ 'sc-status': '404' }, { 'sc-status': '404' }], requests: 2, unread: [{ reason, count: 2 }],
    });
  });

  test('a line that is cut off, before the status and behind it', () => {
    expect(read(`${legacy()}\n${legacy().slice(0, 40)}\n${legacy({ 'sc-status': '200' }).slice(0, 90)}`)).toMatchObject({
      requests: 1, unread: [{ reason: 'has not the columns that the log states', count: 2, line: 2 }],
    });
  });

  test('JSON that is cut off, and JSON of something else', () => {
    expect(read('{"sc-status":"403"}\n{"sc-sta\n{"a":1}')).toMatchObject({
      requests: 1, unread: [{ reason: 'is not JSON', count: 1, line: 2 }, { reason: 'has no status', count: 1, line: 3 }],
    });
  });

  test('a text that is not a log, and an empty one', () => {
    expect(read('hello\nworld')).toMatchObject({ requests: 0, unread: [{ reason: 'is not a line of an access log', count: 2 }] });
    expect(read('')).toEqual({ errors: [], requests: 0, unread: [] });
  });

  test('a log without a status', () => {
    expect(read('#Fields: date time cs-uri-stem\n2026-11-28 10:00:00 /x')).toMatchObject({
      requests: 0, unread: [{ reason: 'states no field "sc-status"' }, { reason: 'has no status' }],
    });
  });
});

test('a request that ended before its status is an error', () => {
  expect(read(legacy({ 'sc-status': '000' })).errors).toHaveLength(1);
});

test('wherever chunks end, the log is the same', () => {
  const text = `${HEAD}2026-11-28 10:00:00 404 /ä\r\n2026-11-28 10:00:00 200 /b\n\n2026-11-28 10:00:00 502 /c`;
  const whole = read(text);
  expect(whole).toMatchObject({ requests: 3, unread: [] });
  for (let size = 1; size < text.length + 2; size++) expect(read(text, size)).toEqual(whole);
});

test('any bytes are read', () => {
  const word = fc.constantFrom('\t', ' ', '\n', '#Fields: ', 'sc-status', 'date', '403', '200', '-', '{"sc-status":', '"1"}', '{', ',');
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    fc.array(fc.oneof(word, fc.string()), { maxLength: 60 }).map((words) => new TextEncoder().encode(words.join(''))),
  );
  fc.assert(fc.property(bytes, fc.integer({ min: 1, max: 64 }), (given, size) => {
    const whole = read(given);
    expect(read(given, size)).toEqual(whole);
    const lines = new TextDecoder().decode(given).split('\n').length;
    expect(whole.requests + whole.unread.reduce((sum, { count }) => sum + count, 0)).toBeLessThanOrEqual(2 * lines);
  }), { numRuns: cases(2_000) });
});

describe('files that were joined, or have passed other programs', () => {
  const OF_33 = legacy();
  const OF_35 = `${OF_33}\t-\t-`;
  const REAL_TIME = [
    '1764324672.123', '192.0.2.1', '192.0.2.2', '0.1', '404', '100', 'GET', 'https', 'd1.cloudfront.net', '/a', '40',
    ...Array<string>(35).fill('-'),
  ].join('\t');
  const HEAD_OF_33 = `#Version: 1.0\n#Fields: ${STANDARD_FIELDS.slice(0, 33).join(' ')}`;
  const NAMES = 'date\ttime\tcs-uri-stem\tsc-status';
  const JSON_LINE = '{"sc-status":"404"}';

  test.each<[string, string[], number]>([
    ['a mark of the order of bytes before the version', [`\uFEFF${HEAD_OF_33}`, OF_33], 1],
    ['a mark of the order of bytes between files', [OF_33, `\uFEFF${HEAD_OF_33}`, `\uFEFF${OF_33}`], 2],
    ['a newer line, then older ones', [HEAD_OF_33, OF_33, OF_35, OF_33, OF_33], 4],
    ['real-time lines between others', [OF_33, REAL_TIME, OF_33], 3],
    ['real-time lines after stated names', [HEAD_OF_33, OF_33, REAL_TIME, OF_33], 3],
    ['others between real-time lines', [REAL_TIME, OF_33, REAL_TIME], 3],
    ['JSON between others', [HEAD_OF_33, JSON_LINE, OF_33, JSON_LINE], 3],
    ['names in each file', [NAMES, '2026-11-28\t10:00:00\t/a\t404', NAMES, '2026-11-28\t10:00:00\t/b\t404'], 2],
  ])('%s', (_, lines, requests) => {
    const found = read(lines.join('\r\n'));
    expect([found.requests, found.errors.length, found.unread]).toEqual([requests, requests, []]);
  });

  test('a line that is cut off does not change how the others are read', () => {
    const head = `#Fields: ${STANDARD_FIELDS.slice(0, 20).join(' ')}`;
    const line = OF_33.split('\t').slice(0, 20).join('\t');
    const cut = OF_33.split('\t').slice(0, 16).join('\t');
    expect(read([head, line, cut.slice(0, 70), line, cut].join('\n'))).toMatchObject({
      requests: 2, unread: [{ reason: 'has not the columns that the log states', count: 2, line: 3 }],
    });
  });

  test('empty lines and lines that are too long count, so that a line has the number that editors show', () => {
    const long = 'x'.repeat(LINE_MAX_BYTES + 1);
    expect(read(`\n\r\n${long}\n${HEAD}\nbad`).unread).toMatchObject([
      { reason: 'is longer than a line of a log can be', line: 3 },
      { reason: 'has not the columns that the log states', line: 7 },
    ]);
    expect(read(`${HEAD}bad\n${long}`, 4_000).unread.map(({ line }) => line)).toEqual([3, 4]);
  });
});
