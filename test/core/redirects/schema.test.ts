import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseRules } from '../../../src/core/redirects/parse';

/** The schema that editors use. It is read for what it lists, so that it cannot fall behind the reader. */
const schema = JSON.parse(readFileSync(join(__dirname, '../../../docs/redirects.schema.json'), 'utf8'));

/** Whether the reader knows a field, as it says when it does not. */
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
  for (const name of conditions) expect([name, knows({ from: '/a', to: '/b', when: { [name]: 1 } }, `"${name}"`)]).toEqual([name, true]);
  const [problem] = parseRules('[{"from": "/a", "to": "/b", "when": {"zzzzzz": 1}}]', { format: 'json' }).problems;
  expect(problem.message).toBe(`the condition "zzzzzz" is unknown; there are ${conditions.join(', ')}`);
});

test('the statuses are those that a rule can have', () => {
  const [problem] = parseRules('{"/a": {"to": "/b", "statusCode": 306}}', { format: 'json' }).problems;
  expect(problem.message).toContain(schema.definitions.statusCode.enum.join(', '));
});

/** What the schema asks of a text, and a rule that has it where it asks. */
const PATTERNS: Readonly<Record<string, (text: string) => object>> = {
  methods: (text) => ({ from: '/a', to: '/b', when: { method: text } }),
  languages: (text) => ({ from: '/a', to: '/b', when: { language: text } }),
  countries: (text) => ({ from: '/a', to: '/b', when: { country: text } }),
  name: (text) => ({ from: '/a', to: '/b', when: { cookie: { [text]: true }, header: { [text]: 'x' } } }),
  from: (text) => ({ from: text, to: '/b' }),
  to: (text) => ({ from: '/a', to: text }),
  date: (text) => ({ from: '/a', to: '/b', start: text }),
};
const TEXTS = ['', 'GET', 'get', 'G1', 'de', 'de-CH', 'de_CH', 'd', 'DE', 'x-y', 'a b', 'ü', '/a', '//a', '/\\a', '/a#b', '/a\tb', 'a', 'https://', 'https:///a', 'https://h.test', 'https://h.test/a', 'http://h.test',
  '2026-01-01', '2026-1-1', '2026-01-01T10:00', '2026-01-01 10:00:00.5+01:00', '2026-01-01T10'];

test.each(Object.keys(PATTERNS))('the schema and the reader agree on %s', (name) => {
  const definition = schema.definitions[name];
  const pattern = new RegExp((definition.anyOf?.[0] ?? definition).pattern, 'u');
  const read = (text: string): boolean => parseRules(JSON.stringify([PATTERNS[name](text)]), { format: 'json' }).problems.length === 0;
  // A fragment ends a source, and leads to a place on the page of a target.
  expect(TEXTS.filter((text) => pattern.test(text))).toEqual(TEXTS.filter(read));
});

test('a source may be the key of a map as it may be a "from"', () => {
  const [, , map] = schema.anyOf;
  expect(Object.keys(map.patternProperties)).toEqual([schema.definitions.from.pattern]);
});
