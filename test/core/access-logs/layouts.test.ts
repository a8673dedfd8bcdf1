import { legacy, read } from './support';
import { REAL_TIME_FIELDS, STANDARD_FIELDS } from '../../../src/core/access-logs/fields';

const NAMES = STANDARD_FIELDS.slice(0, 33);
const HEAD = `#Version: 1.0\n#Fields: ${NAMES.join(' ')}\n`;
const values = legacy().split('\t');
const realTime = (given: Readonly<Record<string, string>>): string => (
  REAL_TIME_FIELDS.map((name) => given[name] ?? '-').join('\t'));
const REAL_TIME = realTime({
  'timestamp': '1795860672.123',
  'sc-status': '403',
  'cs-method': 'GET',
  'cs-host': 'www.example.com',
  'cs-uri-stem': '/a?b=1',
  'x-host-header': 'd111111abcdef8.cloudfront.net',
  'x-edge-detailed-result-type': 'Error',
  'cs-user-agent': 'curl',
});

const SAME: readonly [name: string, text: string][] = [
  ['legacy', HEAD + legacy()],
  ['legacy with Windows line ends', `${HEAD}${legacy()}\n`.replace(/\n/g, '\r\n')],
  ['legacy without its head', legacy()],
  ['w3c with blanks', HEAD + values.join(' ')],
  ['w3c with tabs between names', HEAD.replace(/ (?=\S+\(|[a-z])/g, '\t') + values.join('\t')],
  ['plain with a line of names', `${NAMES.join(' ')}\n${values.join(' ')}`],
  ['plain with commas', `${NAMES.join(',')}\n${values.join(',')}`],
  ['plain with bars and without names', values.join('|')],
  ['a line of names with tabs', `${NAMES.join('\t')}\n${legacy()}`],
  ['JSON', JSON.stringify(Object.fromEntries(NAMES.map((name, i) => [name, values[i]])))],
  ['JSON with other names of headers and numbers', JSON.stringify({
    ...Object.fromEntries(NAMES.map((name, i) => [name, values[i]])), 'cs-user-agent': 'curl/8.5.0', 'sc-status': 403,
  }).replace('"cs(User-Agent)":"curl/8.5.0",', '')],
];

describe('each layout gives the same record', () => {
  const [expected] = read(HEAD + legacy()).errors;
  test('with all values but those that are missing', () => {
    expect(expected).toMatchObject({ 'sc-status': '403', 'cs(User-Agent)': 'curl/8.5.0', 'cs-uri-stem': '/a' });
    expect(expected).not.toHaveProperty(['cs(Cookie)']);
  });
  for (const [name, text] of SAME) {
    test(name, () => {
      const { errors, requests, unread } = read(text);
      expect({ errors, requests, unread }).toEqual({ errors: [expected], requests: 1, unread: [] });
    });
  }
});

test('a real-time log has the names of standard logs, in which the two hosts are the other way round', () => {
  expect(read(REAL_TIME)).toEqual({
    errors: [{
      'timestamp': '1795860672.123',
      'sc-status': '403',
      'cs-method': 'GET',
      'x-host-header': 'www.example.com',
      'cs-uri-stem': '/a?b=1',
      'cs(Host)': 'd111111abcdef8.cloudfront.net',
      'x-edge-detailed-result-type': 'Error',
      'cs(User-Agent)': 'curl',
    }],
    requests: 1,
    unread: [],
  });
});

test('a file of an older version has fewer columns, and one of a later version more', () => {
  const older = legacy().split('\t').slice(0, 24).join('\t');
  const later = `${legacy()}\ttenant\tconnection`;
  expect(read(older)).toMatchObject({ errors: [{ 'sc-status': '403' }], unread: [] });
  expect(read(later)).toMatchObject({ errors: [{ 'distribution-tenant-id': 'tenant' }], unread: [] });
});

test('a log of version 2 with some fields only', () => {
  expect(read('#Fields: time sc-status x-edge-detailed-result-type\n10:00:00 200 Hit\n10:00:01 502 OriginDnsError')).toEqual({
    errors: [{ 'time': '10:00:01', 'sc-status': '502', 'x-edge-detailed-result-type': 'OriginDnsError' }],
    requests: 2,
    unread: [],
  });
});

test('files of several kinds one behind the other', () => {
  const json = '{"sc-status":"500","cs-uri-stem":"/j"}';
  const text = [HEAD + legacy(), '#Fields: sc-status cs-uri-stem', '404 /b', json, legacy({ 'sc-status': '502' }), json];
  const { errors, requests, unread } = read(text.join('\n'));
  expect(errors.map((record) => record['sc-status'])).toEqual(['403', '404', '500', '502', '500']);
  expect({ requests, unread }).toEqual({ requests: 5, unread: [] });
});

test('an error page with another status is an error, and a good answer is not', () => {
  const good = legacy({ 'cs-uri-stem': '/good', 'sc-status': '200', 'x-edge-result-type': 'Hit', 'x-edge-response-result-type': 'Hit' });
  const { errors, requests } = read([good, legacy({ 'sc-status': '200', 'cs-uri-stem': '/hidden' }), good].join('\n'));
  expect([errors.map((one) => one['cs-uri-stem']), requests]).toEqual([['/hidden'], 3]);
});
