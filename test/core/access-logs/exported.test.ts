import * as fc from 'fast-check';
import { legacy } from './support';
import { ExportedLog, exportKind, isExportOfRequests } from '../../../src/core/access-logs/exported/exported';
import { LogReader } from '../../../src/core/access-logs/reader';
import { cases } from '../../support/cases';

const ENTRY = {
  'date': '2026-11-28',
  'time': '10:11:12',
  'cs-method': 'GET',
  'cs-uri-stem': '/a"b',
  'sc-status': '403',
  'x-edge-result-type': 'Error',
  'x-edge-detailed-result-type': 'ClientGeoBlocked',
  'cs(User-Agent)': 'a, {b} [c]\\',
};
const message = JSON.stringify(ENTRY);
const good = JSON.stringify({ ...ENTRY, 'sc-status': '200', 'x-edge-result-type': 'Hit' });
const event = (text: string, more: object = {}) => (
  { timestamp: 1_795_860_672_000, message: text, ingestionTime: 1_795_860_673_000, ...more });
const pretty = (value: unknown): string => JSON.stringify(value, undefined, 4);

const FILTERED = {
  events: [event(message, { logStreamName: 'CloudFront_E1', eventId: '1' }), event(good), event(message)],
  searchedLogStreams: [{ logStreamName: 'CloudFront_E1', searchedCompletely: true }],
  nextToken: 'x',
};
const GOT = { events: [event(message), event(good), event(message)], nextForwardToken: 'f/1', nextBackwardToken: 'b/1' };
const row = (text: string) => (
  [{ field: '@timestamp', value: '2026-11-28 10:11:12.000' }, { field: '@message', value: text }, { field: '@ptr', value: 'CmE' }]);
const fieldsOf = (entry: object) => Object.entries(entry).map(([field, value]) => ({ field, value }));
const queried = (rows: readonly object[]) => (
  { results: rows, statistics: { recordsMatched: 3, recordsScanned: 9, bytesScanned: 900 }, status: 'Complete' });
const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;
const csvOf = (...rows: readonly (readonly string[])[]): string => rows.map((values) => values.map(quoted).join(',')).join('\r\n');
const rows3 = [message, good, message];

interface Read { readonly errors: object[]; readonly requests: number; readonly unread: object[] }

function read(text: string, size = Infinity): Read {
  const bytes = new TextEncoder().encode(text);
  const errors: object[] = [];
  const reader = new LogReader((record) => errors.push(Object.fromEntries(record)));
  const log = new ExportedLog(exportKind(text)!, reader);
  for (let at = 0; at < bytes.length; at += size) log.push(bytes.slice(at, at + size));
  log.end();
  return { unread: reader.end(), errors, requests: reader.requests };
}

const EXPORTS: Record<string, string> = {
  'filter-log-events': pretty(FILTERED),
  'filter-log-events, on one line': JSON.stringify(FILTERED),
  'get-log-events': pretty(GOT),
  'several pages behind each other': `${pretty({ events: [], nextToken: 'a' })}\n${pretty({ events: GOT.events.slice(0, 2) })}\n${pretty({ events: GOT.events.slice(2) })}`,
  'events, one a line': GOT.events.map((each) => JSON.stringify(each)).join('\n'),
  'a list of events': pretty(GOT.events),
  'get-query-results with messages': pretty(queried(rows3.map(row))),
  'get-query-results with fields': JSON.stringify(queried(rows3.map((text) => fieldsOf(JSON.parse(text))))),
  'the rows of get-query-results': pretty(rows3.map(row)),
  'JSON of the console': pretty(rows3.map((text) => ({ '@timestamp': '2026-11-28 10:11:12.000', '@message': text }))),
  'JSON of the console, with messages as objects': pretty(rows3.map((text) => ({ '@message': JSON.parse(text) }))),
  'a list of entries': pretty(rows3.map((text) => JSON.parse(text))),
  'entries on several lines each': rows3.map((text) => pretty(JSON.parse(text))).join('\n'),
  'CSV with messages': `@timestamp,@message\n${rows3.map((text) => `2026-11-28 10:11:12.000,${quoted(text)}`).join('\n')}\n`,
  'CSV with fields': csvOf(Object.keys(ENTRY), ...rows3.map((text) => Object.values(JSON.parse(text)) as string[])),
  'an export to S3': rows3.map((text) => `2026-11-28T10:11:12.345Z ${text}`).join('\n'),
  'aws logs tail': rows3.map((text) => `2026-11-28T10:11:12.345000+00:00 CloudFront_E1 ${text}`).join('\n'),
  'a subscription': JSON.stringify({
    messageType: 'DATA_MESSAGE',
    owner: '1',
    logGroup: 'g',
    logStream: 's',
    subscriptionFilters: ['f'],
    logEvents: rows3.map((text, i) => ({ id: String(i), timestamp: 1, message: text })),
  }),
};

describe.each(Object.entries(EXPORTS))('%s', (_, text) => {
  test('has the requests of the log', () => {
    expect(isExportOfRequests(text)).toBe(true);
    expect(read(text)).toEqual({ errors: [ENTRY, ENTRY], requests: 3, unread: [] });
  });

  test('is the same wherever chunks end', () => {
    for (const size of [1, 2, 3, 7, 64, 1000]) expect(read(text, size)).toEqual(read(text));
  });
});

test('messages in columns are read as well', () => {
  const lines = [legacy(), legacy({ 'sc-status': '200', 'x-edge-result-type': 'Hit' })];
  const text = pretty({ events: lines.map((line) => event(line)) });
  expect(isExportOfRequests(text)).toBe(true);
  expect(read(text)).toMatchObject({ errors: [{ 'sc-status': '403' }], requests: 2, unread: [] });
  expect(read(`@timestamp,@message\n2026-11-28 10:00:00.000,${quoted(legacy())}`)).toMatchObject({ requests: 1, unread: [] });
});

test('rows without the time of the request have that of the event', () => {
  const { date, time, ...rest } = ENTRY;
  const [error] = read(pretty(queried([[...fieldsOf(rest), { field: '@timestamp', value: '2026-11-28 10:11:12.345' }]]))).errors;
  expect(error).toMatchObject({ date, time });
});

test.each([
  ['counts requests, and is not one', pretty(queried([fieldsOf({ 'sc-status': '403', 'count(*)': '9' })]))],
  ['is not JSON', '[{"message": a}]'],
  ['has no line of an access log', pretty({ events: [], searchedLogStreams: [] })],
  ['has no line of an access log', pretty([{ a: 1 }, { b: [{ c: 2 }] }])],
  ['is not a line of an access log', pretty({ events: [event('START RequestId: 1')] })],
  ['is longer than a line of a log can be', `[{"message": "${'a'.repeat(3_000_000)}"}]`],
  ['is longer than a line of a log can be', `@message\n"${'a'.repeat(3_000_000)}`],
])('%s', (reason, text) => {
  expect(read(text, 65_536)).toMatchObject({ requests: 0, unread: [{ reason }] });
});

test('an export that is cut off is read up to there', () => {
  const text = pretty(FILTERED);
  expect(read(text.slice(0, text.indexOf('"message"', 500)))).toMatchObject({ requests: 1 });
});

test.each([
  message, '#Version: 1.0\n#Fields: date time sc-status\n', legacy(), '{"status": 403, "headers": {}}', 'HTTP/2 403\r\n',
  '{"log": {"entries": [{"x-edge-location": 1}]}}', pretty({ status: 403, headers: { server: 'CloudFront' } }), '<html>', '',
])('%s was not exported from CloudWatch Logs', (text) => {
  expect(isExportOfRequests(text)).toBe(false);
});

test('any text is read, in memory that does not grow with its depth', () => {
  const word = fc.constantFrom('{', '}', '[', ']', '"', '\\', ',', ':', '\n', '"message":', '"events":', '"a"', '1', ' ', '@message', '2026-11-28T10:00:00Z ');
  fc.assert(fc.property(fc.constantFrom('[', '{\n', '@message\n', '2026-11-28T10:00:00Z a'), fc.array(word, { maxLength: 60 }), fc.nat(5), (start, words, size) => {
    const text = start + words.join('');
    if (exportKind(text) !== undefined) expect(read(text, size + 1)).toEqual(read(text));
  }), { numRuns: cases(2000) });
  expect(read('['.repeat(1_000_000), 65_536).requests).toBe(0);
});
