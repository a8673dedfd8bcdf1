import * as fc from 'fast-check';
import { legacy, read } from './support';
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
