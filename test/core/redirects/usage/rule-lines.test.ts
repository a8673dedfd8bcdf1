import { isFunctionLog, RuleLines, type LoggedRule } from '../../../../src/core/redirects/usage/rule-lines';

const LINE = '{"level":"INFO","code":"EDGE_REDIRECT_RULE","rule":12,"path":"/old/a%20b","at":1764324672123}';
const ID = '3f1d1a60-0000-4000-8000-000000000000';
const PLAIN = [
  `START RequestId: ${ID} Version: 3`, `2025-11-28T10:11:12.123Z\t${ID}\tINFO\t${LINE}`, `END RequestId: ${ID}`,
  `REPORT RequestId: ${ID}\tDuration: 1.23 ms\tBilled Duration: 2 ms`,
].join('\n');
const EVENT = { id: '1', timestamp: 1764324672123, message: `2025-11-28T10:11:12.123Z\t${ID}\tINFO\t${LINE}\n` };

function read(text: string, size = text.length): LoggedRule[] {
  const found: LoggedRule[] = [];
  const lines = new RuleLines((one) => found.push(one));
  const bytes = Buffer.from(text);
  for (let from = 0; from < bytes.length; from += size) lines.push(bytes.subarray(from, from + size));
  lines.end();
  return found;
}

const FORMS: readonly (readonly [string, string])[] = [
  ['plain lines, as downloaded', PLAIN],
  ['an export to S3, with its own times', PLAIN.replace(/^/gm, '2025-11-28T10:11:12.500Z ')],
  ['lines with CRLF', PLAIN.replace(/\n/g, '\r\n')],
  ['filter-log-events', JSON.stringify({ events: [{ logStreamName: 'x', ...EVENT }] }, null, 4)],
  ['a subscription', JSON.stringify({ messageType: 'DATA_MESSAGE', logGroup: '/aws/lambda/us-east-1.f', logEvents: [EVENT] })],
  ['the JSON format of Lambda, with the line as an object', `{"timestamp":"2025-11-28T10:11:12.123Z","level":"INFO","requestId":"${ID}","message":${LINE}}`],
  ['the JSON format of Lambda, with the line as text', JSON.stringify({ timestamp: 'x', level: 'INFO', requestId: ID, message: LINE })],
  ['a subscription with the JSON format', JSON.stringify({ logEvents: [{ message: JSON.stringify({ level: 'INFO', message: LINE }) }] })],
  ['CSV of Logs Insights', `@timestamp,@message\n2025-11-28 10:11:12.123,"${LINE.replace(/"/g, '""')}"\n`],
];

describe.each(FORMS)('rules in %s', (_name, text) => {
  test('are read, with their paths and times', () => {
    expect(isFunctionLog(text)).toBe(true);
    expect(read(text)).toEqual([{ rule: 12, path: '/old/a%20b', at: 1764324672123 }]);
  });

  test('are read once, wherever a chunk ends', () => {
    for (const size of [1, 7, 64]) expect(read(`${text}\n${text}`, size)).toHaveLength(2);
  });
});

test('lines of other codes, cut lines and numbers that are none are not rules', () => {
  expect(read(LINE.replace('EDGE_REDIRECT_RULE', 'EDGE_STEP_FAILED'))).toEqual([]);
  expect(read(LINE.slice(0, -8))).toEqual([]);
  expect(read(LINE.replace('12,', '"12",'))).toEqual([]);
  expect(read(LINE.replace('/old', '/"old'))).toEqual([]);
});

test('an access log is not that of a function, even if a viewer sends such a text', () => {
  expect(isFunctionLog('#Version: 1.0\n#Fields: date time\n"code":"EDGE_')).toBe(false);
  expect(isFunctionLog('{"date":"2025-11-28","sc-status":"301","cs(User-Agent)":"REPORT RequestId: x"}')).toBe(false);
  expect(isFunctionLog('2025-11-28\t10:00:00\tFRA')).toBe(false);
});
