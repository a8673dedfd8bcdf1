import * as fc from 'fast-check';
import { aimed, AnyRequest, jsonRules, lines, path, request } from './arbitraries';
import { interpret, tidy } from './reference';
import { ranked } from '../../../src/core/redirects/compile/rank';
import { writeProgram } from '../../../src/core/redirects/compile/write';
import type { RedirectRule } from '../../../src/core/redirects/model';
import { parseRules } from '../../../src/core/redirects/parse';
import { openProgram } from '../../../src/core/redirects/program/open';
import { normalizePath } from '../../../src/core/redirects/program/path';
import type { RedirectMatcher, RedirectRequest, RuleFormat } from '../../../src/core/redirects/types';

/** Rules times requests: each run tries every request of its list. */
const RUNS = 2500;
const REQUESTS = 24;

function complete({ headers, ...parts }: AnyRequest): RedirectRequest {
  return { method: 'GET', header: (name) => headers[name], ...parts };
}

/** The program of all rules that can be read, conflicts and circles included: they must not matter here. */
function program(rules: readonly RedirectRule[]): RedirectMatcher {
  return openProgram(writeProgram(rules, ranked(rules), []));
}

const sources: [RuleFormat, fc.Arbitrary<string>][] = [
  ['json', jsonRules.map((rules) => JSON.stringify(rules))],
  ['netlify', lines],
  ['cloudflare', lines],
];

describe.each(sources)('%s', (format, text) => {
  const requests = fc.array(request, { minLength: REQUESTS, maxLength: REQUESTS });

  test('the program answers as the rules say', () => {
    let answered = 0;
    fc.assert(fc.property(text, requests, (file, all) => {
      const { rules } = parseRules(file, { format });
      fc.pre(rules.length > 0);
      const matcher = program(rules);
      for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from)))) {
        const expected = interpret(rules, complete(each));
        expect({ ...each, decision: matcher.match(complete(each)) }).toEqual({ ...each, decision: expected });
        if (expected !== undefined) answered++;
      }
    }), { numRuns: RUNS });
    // A generator whose rules never meet their requests would prove nothing.
    expect(answered).toBeGreaterThan(RUNS * REQUESTS / 4);
  });

  test('no answer leaves its host, splits a header or is taken for another host', () => {
    fc.assert(fc.property(text, requests, (file, all) => {
      const { rules } = parseRules(file, { format });
      fc.pre(rules.length > 0);
      const matcher = program(rules);
      for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from)))) {
        const decision = matcher.match(complete(each));
        const sent = decision?.location ?? decision?.rewrite?.path;
        if (sent === undefined) continue;
        expect(sent).toMatch(/^[\x21-\x7e]*$/);
        expect(decision?.rewrite?.query ?? '').toMatch(/^[\x21-\x7e]*$/);
        expect(sent).not.toMatch(/^\/(?:[/\\]|%2f|%5c)/i);
        const meant = rules[decision!.rule].target!.origin ?? 'https://here.test';
        expect(new URL(sent, 'https://here.test').origin).toBe(meant);
      }
    }), { numRuns: RUNS });
  });
});

test('normalising twice is normalising once, and agrees with the plain description', () => {
  fc.assert(fc.property(fc.oneof(path, fc.string({ unit: 'binary' }).map((text) => `/${text}`)), (raw) => {
    const once = normalizePath(raw);
    expect(normalizePath(once)).toBe(once);
    expect(once).toBe(tidy(raw));
    expect(once).toMatch(/^[!-~]*$/);
  }), { numRuns: 20_000 });
});
