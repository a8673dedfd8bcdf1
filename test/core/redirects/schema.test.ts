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
