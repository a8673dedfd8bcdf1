import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { conforms } from './support-schema';
import { parseRules } from '../../../../../src/core/redirects/parse';

/** The schema for editors. The tests read its lists, so that it cannot fall behind the reader. */
const schema = JSON.parse(readFileSync(join(__dirname, '../../../../../docs/redirects.schema.json'), 'utf8'));

/** Whether the reader knows a field. */
function knows(rule: object, where: string): boolean {
  const { problems } = parseRules(JSON.stringify([rule]), { format: 'json' });
  return !problems.some(({ message }) => message.includes(where) && message.includes('unknown'));
}

test('every field of the schema is known, and every known field is in it', () => {
  const listed = Object.keys(schema.definitions.listed.properties);
  for (const field of listed) expect([field, knows({ [field]: 1 }, `"${field}"`)]).toEqual([field, true]);
  const [problem] = parseRules('[{"zzzzzz": 1}]', { format: 'json' }).problems;
  expect(problem.message).toBe(`"zzzzzz" is unknown; a rule has ${listed.join(', ')}`);
});

test('the same for conditions', () => {
  const conditions = Object.keys(schema.definitions.when.properties);
  for (const name of conditions) {
    expect([name, knows({ from: '/a', to: '/b', when: { [name]: 1 } }, `"${name}"`)]).toEqual([name, true]);
  }
  const [problem] = parseRules('[{"from": "/a", "to": "/b", "when": {"zzzzzz": 1}}]', { format: 'json' }).problems;
  expect(problem.message).toBe(`the condition "zzzzzz" is unknown; there are ${conditions.join(', ')}`);
});

test('the statuses are those that a rule can have', () => {
  const [problem] = parseRules('{"/a": {"to": "/b", "statusCode": 306}}', { format: 'json' }).problems;
  expect(problem.message).toContain(schema.definitions.statusCode.enum.join(', '));
});

/** For each pattern of the schema, a rule with the text in its place. */
const PATTERNS: Readonly<Record<string, (text: string) => object>> = {
  methods: (text) => ({ from: '/a', to: '/b', when: { method: text } }),
  languages: (text) => ({ from: '/a', to: '/b', when: { language: text } }),
  countries: (text) => ({ from: '/a', to: '/b', when: { country: text } }),
  name: (text) => ({ from: '/a', to: '/b', when: { cookie: { [text]: true }, header: { [text]: 'x' } } }),
  from: (text) => ({ from: text, to: '/b' }),
  to: (text) => ({ from: '/a', to: text }),
  date: (text) => ({ from: '/a', to: '/b', start: text }),
};
const TEXTS = [
  '',
  'GET',
  'get',
  'G1',
  'de',
  'de-CH',
  'de_CH',
  'd',
  'DE',
  'x-y',
  'a b',
  'ü',
  '/a',
  '//a',
  '/\\a',
  '/a#b',
  '/a\tb',
  'a',
  'https://',
  'https:///a',
  'https://h.test',
  'https://h.test/a',
  'http://h.test',
  '2026-01-01',
  '2026-1-1',
  '2026-01-01T10:00',
  '2026-01-01 10:00:00.5+01:00',
  '2026-01-01T10',
  'GETT',
  'Options',
  'deutsch',
  'gsw',
  '/a\\b',
  '/a?b=\\',
  '/a?',
  'uk',
  'EU',
  'gb',
  '/a ',
  '/a\u00a0',
  '/a\u200bb',
  'https://h.test ',
  '/a?b=*',
  '/a/*/b',
  '/a*',
  '/a/*b',
  'https://*.h.test/*',
  'https://h.test?x',
  '0099-01-01',
  '2026-02-30',
  '2026-04-31',
  '2026-12-31',
  '2026-13-01',
  '2026-01-01T24:00',
  '2026-01-01T23:59:60',
  '2026-01-01T10:00+14:59',
  '2026-01-01T10:00+15:00',
  ' 2026-01-01',
];

test.each(Object.keys(PATTERNS))('the schema and the reader agree on %s', (name) => {
  const definition = schema.definitions[name];
  const pattern = new RegExp((definition.anyOf?.[0] ?? definition).pattern, 'u');
  const read = (text: string): boolean =>
    parseRules(JSON.stringify([PATTERNS[name](text)]), { format: 'json' }).problems.length === 0;
  // A fragment is an error in a source, and allowed in a target.
  expect(TEXTS.filter((text) => pattern.test(text))).toEqual(TEXTS.filter(read));
});

test('a source may be the key of a map as it may be a "from"', () => {
  const [, , map] = schema.anyOf;
  expect(Object.keys(map.patternProperties)).toEqual([schema.definitions.from.pattern]);
});

const LEADS = { from: '/a', to: '/b' };
const ENDS = { from: '/a' };
const AWAY = { from: '/a', to: 'https://h.test/' };
const EXEMPT = { from: '/a', to: null };
const KEPT = { from: '/a', to: '/b', cacheTtl: 60 };
const EXEMPT_KEPT = { from: '/a', to: null, cacheTtl: 60 };
const WAITS = { from: '/a', retryAfter: 60 };
const LEADS_WAITS = { from: '/a', to: '/b', retryAfter: 60 };
const LATE = { from: '/a', to: '/b', when: { originStatus: 404 } };

describe('the schema and the reader agree across fields', () => {
  const statuses = [undefined, 301, 308, 200, 404, 410, 451, 503];
  const withStatus = (rule: typeof ENDS) =>
    statuses.map((statusCode) => (statusCode === undefined ? rule : { ...rule, statusCode }));
  const rules = [LEADS, ENDS, AWAY, LATE, EXEMPT, KEPT, EXEMPT_KEPT, WAITS, LEADS_WAITS].flatMap(withStatus);
  const asMap = ({ from, ...rest }: { from: string }) => ({ [from]: rest });
  const agree = (document: object): void => {
    const { problems } = parseRules(JSON.stringify(document), { format: 'json' });
    expect([document, conforms(document, schema)]).toEqual([document, problems.length === 0]);
  };

  test('in an array, and in a map', () => {
    for (const rule of rules) {
      agree([rule]);
      agree(asMap(rule));
    }
  });

  test.each(statuses)('where the status of the file is %s', (statusCode) => {
    const defaults = { $defaults: statusCode === undefined ? {} : { statusCode } };
    for (const rule of rules) {
      agree({ ...defaults, rules: [rule] });
      agree({ ...defaults, ...asMap(rule) });
    }
    agree({ ...defaults, '/a': '/b' });
    agree({ ...defaults, '/a': 'https://h.test/' });
    agree({ ...defaults, '/a': null });
  });

  test.each<[object]>([
    [{ $schema: 'https://unpkg.com/x' }], [{ $comment: 'x' }], [{ rules: {} }], [{ 'rules': [], '/a': '/b' }], [[]], [{}], [[1]], [{ '/a': 1 }], [{ $defaults: { statusCode: 306 } }],
    [{ '/a': { to: '/b', cacheTtl: -1 } }], [{ '/a': { to: '/b', cacheTtl: 1.5 } }], [{ '/a': { to: '/b', cacheTtl: 0 } }], [{ '/a': { to: '/b', cacheTtl: 2147483648 } }], [{ '/a': { to: '/b', cacheTtl: '60' } }],
    [{ '$defaults': { cacheTtl: 60 }, '/a': '/b' }], [{ '$defaults': { cacheTtl: -60 }, '/a': '/b' }], [{ '/a': { statusCode: 503, retryAfter: 2147483647 } }], [{ '/a': { statusCode: 503, retryAfter: -1 } }], [{ '/a': { to: null, query: 'drop' } }],
    [{ '/a': { to: '/b', query: { only: 'ref' } } }], [{ '/a': { to: '/b', query: { only: ['utm_*', ''] } } }], [{ '/a': { to: '/b', query: { only: '*_x' } } }], [{ '/a': { to: '/b', query: { only: '*' } } }],
    [{ '/a': { to: '/b', when: { originStatus: [404, 99] } } }], [{ '/a': { to: '/b', when: { cookie: {} } } }], [{ '/a': { to: '/b', when: { cookie: { seen: { contains: 'x' } } } } }],
    [{ '/a': { to: '/b', when: { header: { referer: { contains: 'x' } } } } }], [{ '/a': { to: '/b', when: { country: ['DE', 'UK'] } } }],
  ])('%j', (document) => {
    agree(document);
  });
});
