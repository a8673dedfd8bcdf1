import * as fc from 'fast-check';
import { aimed, AnyRequest, cloudflareLines, jsonRules, lines, request } from './arbitraries';
import { listed, parameters } from './reference';
import type { RequestPart } from '../../../src/core/cache-key/request-part';
import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import { partsRead } from '../../../src/core/redirects/parts-read';
import { openProgram } from '../../../src/core/redirects/program/read/open';
import type { RedirectDecision, RuleFormat } from '../../../src/core/redirects/rule/types';
import { cases } from '../../support/cases';

const RUNS = cases(500);
const PAIRS = 24;
const SITE = { siteHosts: ['www.example.com'] };

/** The request of another viewer, equal in all parts that are read. */
function twin(one: AnyRequest, other: AnyRequest, read: readonly RequestPart[]): AnyRequest {
  const is = (...kinds: string[]): boolean =>
    read.some(({ kind, name }) => kinds.includes(name === undefined ? kind : `${kind} ${name}`));
  const names = read.flatMap(({ kind, name }) => (kind === 'query' && name !== undefined ? [name] : []));
  const pick = (query: string, own: boolean): string[] =>
    parameters(query)
      .filter(({ name }) => listed(names, name) === own)
      .map(({ raw }) => raw);
  const header = (name: string, isRead: boolean): object => ({ [name]: (isRead ? one : other).headers[name] });
  return {
    ...one,
    host: is('host') ? one.host : other.host,
    country: is('country') ? one.country : other.country,
    query: is('query') ? one.query : [...pick(one.query, true), ...pick(other.query, false)].join('&'),
    headers: {
      ...header('referer', is('header referer')),
      ...header('x-plan', is('header x-plan')),
      ...header('accept-language', is('language')),
      ...header('cookie', read.some(({ kind }) => kind === 'cookie')),
    },
  };
}

/** One or two rules: with more, one mostly reads the whole query and hides what the others miss. */
function few(text: fc.Arbitrary<string>): fc.Arbitrary<string> {
  return fc
    .tuple(text, fc.integer({ min: 1, max: 2 }))
    .map(([all, count]) => all.split('\n').slice(0, count).join('\n'));
}

test.each<[RuleFormat, fc.Arbitrary<string>]>([
  ['json', jsonRules.map((rules) => JSON.stringify(rules.slice(0, 2)))],
  ['netlify', few(lines)],
  ['cloudflare', few(cloudflareLines)],
])('%s: requests that are equal in the parts that are read get equal responses', (format, text) => {
  const pairs = fc.array(fc.tuple(request, request, fc.constantFrom('GET', 'POST')), {
    minLength: PAIRS,
    maxLength: PAIRS,
  });
  let answered = 0;
  fc.assert(fc.property(text, pairs, (file, all) => {
    const compiled = compileRules(parseRules(file, { format }).rules, SITE);
    fc.pre(compiled.program !== undefined && compiled.rules.length > 0);
    const matcher = openProgram(compiled.program!);
    const read = partsRead(compiled);
    const answer = (each: AnyRequest, method: string): RedirectDecision | undefined =>
      matcher.match({ ...each, method, header: (name) => each.headers[name] });
    const urls = compiled.rules.flatMap(({ from, to }) => [from, to ?? from]);
    for (const [i, [any, other, method]] of all.entries()) {
      // Authors forget empty captures.
      const one = aimed(any.aim && i % 4 === 0 ? { ...any, aim: { ...any.aim, fills: [''] } } : any, urls);
      const second = twin(one, other, read);
      const [first, again] = [
        answer(one, 'GET'),
        answer(second, read.some(({ kind }) => kind === 'method') ? 'GET' : method),
      ];
      if (JSON.stringify(first) !== JSON.stringify(again)) {
        expect({ read, one, second, again }).toEqual({ read, one, second, again: first });
      }
      if (first !== undefined) answered++;
    }
  }), { numRuns: RUNS });
  // Pairs that no rule matches would prove nothing.
  expect(answered).toBeGreaterThan(RUNS * PAIRS / 6);
});
