import * as fc from 'fast-check';
import type { BakedStep } from '../../../../src/attach/slots/contribution';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { cases } from '../../../support/cases';
import { engine, functionStep, isSent, loaded, onLambda, type Answer } from '../../../support/redirect-function';
import { aimed, cloudflareLines, crowdedRules, jsonRules, lines, request } from '../arbitraries';

const RUNS = cases(1000);
const REQUESTS = 16;

const sources: [string, RuleFormat, fc.Arbitrary<string>][] = [
  ['json', 'json', jsonRules.map((rules) => JSON.stringify(rules))],
  ['many rules for one path', 'json', crowdedRules.map((rules) => JSON.stringify(rules))],
  ['netlify', 'netlify', lines],
  ['cloudflare', 'cloudflare', cloudflareLines],
];

/**
 * Of many rules for one path, the engine and the function test conditions in another order, so that one of them may
 * know that a redirect depends on nothing but the URL, and the other may have read a header before.
 */
function cautious(wanted: Answer, got: Answer): Answer {
  const isRedirect = wanted.cacheControl !== undefined && got.cacheControl !== undefined;
  return isRedirect ? { ...wanted, cacheControl: got.cacheControl } : wanted;
}

/** Compares texts first, because `expect` costs more than all the rest. */
function expectSame(asked: object, got: Answer, wanted: Answer): void {
  if (textOf(got) !== textOf(wanted)) expect({ ...asked, answer: got }).toEqual({ ...asked, answer: wanted });
}

function textOf({ status, location, cacheControl, retryAfter, body, uri, query }: Answer): string {
  return JSON.stringify([status, location, cacheControl, retryAfter, body, uri, query]);
}

describe.each(sources)('a CloudFront Function with rules: %s', (name, format, text) => {
  const isCrowd = name.startsWith('many');
  // Long lists take longer to compile.
  const runs = isCrowd ? Math.ceil(RUNS / 5) : RUNS;
  const requests = fc.array(request, { minLength: REQUESTS, maxLength: REQUESTS });

  test('answers as the engine does', () => {
    let answered = 0;
    fc.assert(fc.property(text, requests, fc.boolean(), (file, all, compiled) => {
      const { rules } = parseRules(file, { format });
      fc.pre(rules.length > 0);
      const checked = compileRules(rules);
      const list = compiled && checked.program ? checked : { rules, order: ranked(rules), findings: [] };
      const [answer, answerOfEngine] = [loaded([functionStep(list)]), engine(list)];
      for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from))).filter(isSent)) {
        const got = answer(each);
        const wanted = isCrowd ? cautious(answerOfEngine(each), got) : answerOfEngine(each);
        expectSame(each, got, wanted);
        if (wanted.uri !== each.path) answered++;
      }
    }), { numRuns: runs });
    expect(answered).toBeGreaterThan(runs * REQUESTS / 8);
  });

  test('answers as Lambda@Edge does, also beside a step of the user', async () => {
    const pass: BakedStep = {
      part: 'custom',
      config: { name: 'pass.js' },
      code: 'function handler(event) { return event.request; }',
    };
    let compared = 0;
    await fc.assert(fc.asyncProperty(text, requests, async (file, all) => {
      const { rules } = parseRules(file, { format });
      fc.pre(rules.length > 0);
      const list = { rules, order: ranked(rules), findings: [] };
      const step = functionStep(list);
      const [alone, beside, lambda] = [loaded([step]), loaded([pass, step, pass]), onLambda(list)];
      for (const each of all.map((any) => aimed(any, rules.map(({ from }) => from))).filter(isSent)) {
        // The runner checks what a step of the user returns, and refuses control characters.
        if (/[\0- \x7f#]/.test(each.path + each.query)) continue;
        const got = alone(each);
        expectSame(each, await beside(each), got);
        // Lambda@Edge does not see the country on this event.
        if (each.country !== undefined) continue;
        const wanted = await lambda(each);
        expectSame(each, got, isCrowd ? cautious(wanted, got) : wanted);
        compared++;
      }
    }), { numRuns: Math.ceil(RUNS / 5) });
    expect(compared).toBeGreaterThan(RUNS / 5);
  });
});

test('cookies of Netlify choose the country and the language, and captures keep their spelling', () => {
  const { rules } = parseRules('/a/* /de/:splat 302 Language=de\n/a/* /at/:splat 302 Country=at\n/b/:x /c/:x/d 301', { format: 'netlify' });
  const list = { rules, order: ranked(rules), findings: [] };
  const [answer, wanted] = [loaded([functionStep(list)]), engine(list)];
  const locations = ['', 'nf_lang=DE-ch', 'nf_lang=en', 'nf_country=at', 'nf_country=de; nf_lang=fr', 'nf_lang=; nf_country=%']
    .flatMap((cookie) => ['/a/%61|b', '/a/x/%2e%2E/ü%2f', '/b/%zz', '/b/a%4'].map((path) => {
      const headers = { 'accept-language': 'de', ...(cookie && { cookie }) };
      const each = { path, query: '', host: 'www.example.com', country: 'AT', now: 0, headers };
      expect({ ...each, answer: answer(each) }).toEqual({ ...each, answer: wanted(each) });
      return answer(each).location;
    }));
  expect(new Set(locations)).toContain('/de/%61|b');
  expect(new Set(locations)).toContain('/at/%61|b');
});

test('challenges of certificate authorities are exempt from patterns, with and without a slash at the end', () => {
  const { rules } = parseRules(JSON.stringify({ '/*/acme-challenge': '/a/:splat', '/*/:x/b': '/b', '/x': '/c' }), { format: 'json' });
  const list = { rules, order: ranked(rules), findings: [] };
  const [answer, wanted] = [loaded([functionStep(list)]), engine(list)];
  for (const path of ['', '/', '/b', '/b/', '//'].map((end) => `/.well-known/acme-challenge${end}`)) {
    const each = { path, query: '', host: 'www.example.com', now: 0, headers: {} };
    expect({ ...each, answer: answer(each) }).toEqual({ ...each, answer: wanted(each) });
  }
});
