import * as fc from 'fast-check';
import { aimed, AnyRequest, cloudflareLines, crowdedRules, jsonRules, lines, path, request } from '../arbitraries';
import { interpret, tidy } from '../reference';
import { workOf } from './work';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import type { RedirectRule } from '../../../../src/core/redirects/rule/model';
import type {
  RedirectDecision,
  RedirectMatcher,
  RedirectRequest,
  RuleFormat,
} from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { normalizePath } from '../../../../src/core/redirects/url/path';
import { cases } from '../../../support/cases';

/** Rules times requests: each run tries every request of its list. */
const RUNS = cases(2000);
const REQUESTS = 24;

const BARE = { query: '', now: 0, headers: {} };

function complete({ headers, ...parts }: AnyRequest): RedirectRequest {
  return { method: 'GET', header: (name) => headers[name], ...parts };
}

function key(decision: RedirectDecision | undefined): string {
  return JSON.stringify([
    decision?.status,
    decision?.rule,
    decision?.location,
    decision?.rewrite?.path,
    decision?.rewrite?.query,
  ]);
}

/** The program of all rules that can be read, conflicts and circles included: they must not matter here. */
function program(rules: readonly RedirectRule[]): RedirectMatcher {
  return openProgram(writeProgram(rules, ranked(rules), []));
}

const sources: [RuleFormat, fc.Arbitrary<string>][] = [
  ['json', fc.oneof({ weight: 4, arbitrary: jsonRules }, { weight: 1, arbitrary: crowdedRules }).map((rules: object[]) => JSON.stringify(rules))],
  ['netlify', lines],
  ['cloudflare', cloudflareLines],
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
        const decision = matcher.match(complete(each));
        // Comparing texts first, because `expect` costs more than all the rest.
        if (key(decision) !== key(expected)) expect({ ...each, decision }).toEqual({ ...each, decision: expected });
        if (expected !== undefined) answered++;
      }
    }), { numRuns: RUNS });
    // A generator whose rules never meet their requests would prove nothing.
    expect(answered).toBeGreaterThan(RUNS * REQUESTS / 4);
  });

  test('no answer leaves its host, splits a header or is taken for another host', () => {
    let answered = 0;
    fc.assert(fc.property(text, requests, (file, all) => {
      const { rules } = parseRules(file, { format });
      fc.pre(rules.length > 0);
      const matcher = program(rules);
      for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from)))) {
        const decision = matcher.match(complete(each));
        const sent = decision?.location ?? decision?.rewrite?.path;
        if (sent === undefined) continue;
        const printable = /^[\x21-\x7e]*$/.test(sent + (decision?.rewrite?.query ?? ''));
        const elsewhere = /^\/[/\\]/.test(sent);
        const named = rules[decision!.rule].target!.origin;
        const meant = named === undefined ? 'https://here.test' : `${named.scheme}://${named.host.join('')}`;
        const origin = new URL(sent, 'https://here.test').origin;
        const harmless = printable && !elsewhere && origin === meant;
        if (!harmless) {
          expect({ sent, printable, elsewhere, origin }).toEqual({
            sent,
            printable: true,
            elsewhere: false,
            origin: meant,
          });
        }
        answered++;
      }
    }), { numRuns: RUNS });
    expect(answered).toBeGreaterThan(RUNS * REQUESTS / 8);
  });
});

test.each(sources)('%s: a thousand dashes cost any rules a few steps for each', (format, text) => {
  const dashes = ['-'.repeat(1000), '-/'.repeat(500), '/-'.repeat(500), 'a-'.repeat(500), '-'.repeat(30)];
  let most = 0;
  fc.assert(fc.property(text, fc.nat(5), fc.subarray(dashes, { minLength: 1 }), (file, rule, fills) => {
    const { rules } = parseRules(file, { format });
    fc.pre(rules.length > 0);
    const work = workOf(writeProgram(rules, ranked(rules), []));
    for (const each of [
      { path: `/${fills.join('/')}` },
      aimed(
        { path: '/', aim: { rule, fills }, ...BARE },
        rules.map(({ from }) => from),
      ),
    ]) {
      const asked = complete({ ...BARE, ...each });
      most = Math.max(most, work(asked) / (rules.length * (asked.path.length + asked.query.length + 100)));
    }
  }), { numRuns: cases(500) });
  // Two for each part of the source, and each reads a byte of the pattern and a character of the path; trying wildcards
  // against each other would make hundreds.
  expect(most).toBeLessThan(20);
});

test('normalising twice is normalising once, and agrees with the plain description', () => {
  fc.assert(fc.property(fc.oneof(path, fc.string({ unit: 'binary' })), (raw) => {
    const once = normalizePath(raw);
    if (normalizePath(once) !== once || once !== tidy(raw) || !/^[!-~]*$/.test(once)) {
      expect({ once, twice: normalizePath(once) }).toEqual({ once: tidy(raw), twice: tidy(raw) });
    }
  }), { numRuns: cases(50_000) });
});
