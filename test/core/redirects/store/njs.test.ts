import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { composeCloudFrontFunction } from '../../../../src/attach/slots/function-code';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { storeEntries } from '../../../../src/core/redirects/store/entries';
import { ranked } from '../../../../src/core/redirects/traits/precedence';
import { answerOf, engine, isSent, viewerEvent, type Answer } from '../../../support/redirect-function';
import { counting, storeStep } from '../../../support/redirect-store';
import { aimed, cloudflareLines, jsonRules, lines, request } from '../arbitraries';

/** The engine that CloudFront Functions are based on; Debian's package `njs`. */
const hasNjs = spawnSync('njs', ['-v']).status === 0;
const LISTS = 40;

const FORMATS: [RuleFormat, fc.Arbitrary<string>][] = [
  ['json', fc.array(jsonRules, { minLength: 1, maxLength: 4 }).map((rules) => JSON.stringify(rules.flat()))],
  ['netlify', lines],
  ['cloudflare', cloudflareLines],
];

interface Case {
  readonly store: Readonly<Record<string, string>>;
  readonly events: readonly object[];
}

/** Runs the function with each store and its events. It cannot import `cloudfront`, which only CloudFront has. */
function inNjs(cases: readonly Case[]): any[][] {
  const folder = mkdtempSync(join(tmpdir(), 'njs-'));
  try {
    const code = counting(composeCloudFrontFunction([storeStep()])).replace(/^import .*\n/, '');
    const [file, data, results] = ['main.js', 'in.json', 'out.json'].map((name) => join(folder, name));
    writeFileSync(data, JSON.stringify(cases));
    writeFileSync(file, `'use strict';
const fs = require('fs'), cases = JSON.parse(fs.readFileSync(${JSON.stringify(data)}));
let store = {};
const cf = { kvs: function () {
  return { get: async function (key) {
    if (!Object.prototype.hasOwnProperty.call(store, key)) throw new Error('KeyNotFound');
    return store[key];
  } };
} };
${code}
async function main() {
  const out = [];
  for (let i = 0; i < cases.length; i++) {
    const all = [], events = cases[i].events;
    store = cases[i].store;
    for (let k = 0; k < events.length; k++) {
      const raw = events[k].$rawQueryString;
      events[k].request.rawQueryString = function () { return raw; };
      const result = await handler(events[k]);
      all.push(result);
    }
    out.push(all);
  }
  fs.writeFileSync(${JSON.stringify(results)}, JSON.stringify(out));
}
main();
`);
    execFileSync('njs', [file]);
    return JSON.parse(readFileSync(results, 'utf8'));
  } finally {
    rmSync(folder, { recursive: true });
  }
}

(hasNjs ? describe : describe.skip).each(FORMATS)('in njs, a store with rules of %s', (format, text) => {
  test('answers as the engine does', () => {
    const requests = fc.array(request, { minLength: 24, maxLength: 24 });
    const all = fc.sample(fc.tuple(text, requests), { numRuns: LISTS, seed: 20261128 }).flatMap(([file, any]) => {
      const { rules } = parseRules(file, { format });
      const list = { rules, order: ranked(rules), findings: [] };
      const { entries } = storeEntries(list);
      if (entries.size === 0) return [];
      const sent = any.map((one) => aimed(one, rules.map(({ from }) => from))).filter(isSent);
      return [{ store: Object.fromEntries(entries), events: sent.map(viewerEvent), sent, wanted: sent.map(engine(list)) }];
    });
    const results = inNjs(all.map(({ store, events }) => ({ store, events })));
    const textOf = ({ status, location, uri, query }: Answer): object => ({ status, location, uri, query });
    const got = all.map(({ sent }, i) => sent.map((one, k) => ({ ...one, answer: textOf(answerOf(results[i][k], one)) })));
    expect(got).toEqual(all.map(({ sent, wanted }) => sent.map((one, k) => ({ ...one, answer: textOf(wanted[k]) }))));
    expect(Math.max(...results.flat().map(({ reads$ }) => reads$))).toBeLessThanOrEqual(4);
    const pairs = got.flat();
    expect(pairs.length).toBeGreaterThan(LISTS * 10);
    expect(pairs.filter(({ answer, path }) => (answer as Answer).uri !== path).length).toBeGreaterThan(pairs.length / 8);
  });
});
