import { HostileRequest, SHAPES } from './shapes';
import { HOST } from './support';
import { workOf } from './work';
import { parseRules } from '../../../src/core/redirects/parse';
import { writeProgram } from '../../../src/core/redirects/program/write/program';
import type { RedirectRequest, RuleFormat } from '../../../src/core/redirects/rule/types';
import { ranked } from '../../../src/core/redirects/traits/precedence';

function complete({ headers = {}, ...parts }: HostileRequest): RedirectRequest {
  return { method: 'GET', path: '/', query: '', host: HOST, now: 0, header: (name) => headers[name], ...parts };
}

function lengthOf({ path = '/', query = '', headers = {}, host = HOST }: HostileRequest): number {
  return path.length + query.length + host.length + Object.values(headers).join('').length;
}

function workFor(text: string, format: RuleFormat): (request: RedirectRequest) => number {
  const { rules, problems } = parseRules(text, { format });
  if (rules.length === 0) throw new Error(problems[0].message);
  return workOf(writeProgram(rules, ranked(rules), []));
}

/** What is read for each character of a request, and, where the list says nothing of the request, for each rule. */
const EACH_CHARACTER = 40;
const EACH_RULE = 60;

test.each(SHAPES)('$name: each character costs a few steps, whatever the rules', ({ rules, format, requests }) => {
  const [few, many] = [100, 500].map((count) => workFor(rules(count), format));
  for (const request of requests) {
    const asked = complete(request);
    const least = few(asked);
    expect(least).toBeLessThan(EACH_CHARACTER * (lengthOf(request) + 400));
    // Four hundred rules more are some steps more, not a reading of the request for each.
    expect(many(asked) - least).toBeLessThan(EACH_RULE * 400 + lengthOf(request));
  }
});

/** Each rule has a place of its own, the request comes to all of them, and nothing is answered: what is read then is what the rules say, not the path. */
const CROWDS: readonly [string, (i: number) => object, HostileRequest][] = [
  ['of beginnings', (i) => ({ from: `/${'a'.repeat(i + 1)}:x`, to: '/t', when: { cookie: { never: true } } }), { path: `/${'a'.repeat(7000)}` }],
  ['of texts and placeholders', (i) => ({ from: bits(i).map((bit, n) => `/${bit}:p${n}b`).join(''), to: '/t', when: { cookie: { never: true } } }), { path: `/a${'a'.repeat(700)}b`.repeat(9) }],
  ['of splats', (i) => ({ from: `${'/a'.repeat(i % 400)}/*/z${i}`, to: '/t' }), { path: `${'/a'.repeat(400)}/${'z'.repeat(7000)}` }],
  ['of hosts', (i) => ({ from: `https://*${'.a'.repeat(1 + i % 100)}.com/*/z${i}`, to: '/t' }), { host: `${'a.'.repeat(110)}com`, path: `/${'a'.repeat(7000)}` }],
];

function bits(i: number): string[] {
  return [...(512 + i % 512).toString(2).slice(1)].map((bit) => (bit === '1' ? 'a' : ''));
}

test.each(CROWDS)('a crowd %s, to which one request comes, does not read it for each', (_, rule, parts) => {
  const rules = Array.from({ length: 400 }, (__, i) => rule(i));
  const work = workFor(JSON.stringify(rules), 'json')(complete(parts));
  // A pattern, a name in the table and a record are read at most twice.
  expect(work).toBeLessThan(6 * JSON.stringify(rules).length + EACH_CHARACTER * lengthOf(parts));
});

test('a list for one address is as quick with ten thousand rules as with a hundred', () => {
  const cms = (count: number) => workFor(JSON.stringify(Object.fromEntries(Array.from({ length: count }, (_, i) => [`/index.php?id=${i}`, `/x/${i}`]))), 'json');
  const [few, many] = [cms(100), cms(10_000)];
  for (const query of ['id=zzz', 'id=7', 'a=1&b=2', '']) {
    expect(many(complete({ path: '/index.php', query }))).toBeLessThan(few(complete({ path: '/index.php', query })) * 1.2 + 20);
  }
});
