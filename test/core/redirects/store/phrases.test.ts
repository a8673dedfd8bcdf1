import { readFileSync } from 'node:fs';
import { statusPhrase } from '../../../../src/core/http/status';
import { DIALECTS } from '../../../../src/core/redirects/rule/dialects';

// The function cannot import the phrases of the project, and which statuses will be published is not known at synth.
test('a function that reads a store has the reason phrase of each status that a rule may have', () => {
  const code = readFileSync('assets/cloudfront-function/redirect-store.js', 'utf8');
  const phrases = [...code.matchAll(/(\d{3}):"([^"]*)"/g)].map(([, status, phrase]) => [Number(status), phrase]);
  const statuses = [...new Set(Object.values(DIALECTS).flatMap((dialect) => dialect.statuses))];
  const answered = statuses.filter((status) => status !== 200).sort();
  expect(phrases).toEqual(answered.map((status) => [status, statusPhrase(status)]));
});
