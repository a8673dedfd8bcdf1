import * as fc from 'fast-check';
import { requestOf } from './spellings';
import type { BakedStep } from '../../../src/attach/slots/contribution';
import { prettyUrlsFunctionFile } from '../../../src/attach/slots/pretty-urls-function';
import { prettyUrl, type PrettySite } from '../../../src/core/pretty-urls/pretty-url';
import { functionSite } from '../../../src/core/redirects/function/site';
import { parseRules } from '../../../src/core/redirects/parse';
import { storeEntries } from '../../../src/core/redirects/store/entries';
import { ranked } from '../../../src/core/redirects/traits/precedence';
import { aimed, jsonRules, request } from '../../core/redirects/arbitraries';
import { cases } from '../../support/cases';
import {
  cacheControlOf, engine, functionStep, isSent, TTL, type Answer, type RuleList, type TimedRequest,
} from '../../support/redirect-function';

/** Several lists on one event, and pretty URLs behind them. */
export interface Several {
  readonly name: string;
  readonly lists: readonly RuleList[];
  readonly pretty: boolean;
  readonly requests: readonly TimedRequest[];
}

export const PRETTY: PrettySite = { slash: true, folders: true, index: 'index.html', home: '' };

function listOf(rules: unknown): RuleList {
  const parsed = parseRules(JSON.stringify(rules), { format: 'json' });
  if (parsed.rules.length === 0) throw new Error(JSON.stringify(parsed.problems));
  return { rules: parsed.rules, order: ranked(parsed.rules), findings: [] };
}

/** The time of the requests by hand. */
const at = (seconds: number) => new Date(Date.UTC(2026, 0, 15) + seconds * 1000).toISOString();

const WHY: readonly (readonly [string, object])[] = [
  ['a start', { start: at(60) }],
  ['an end that has passed', { end: at(-60) }],
  ['a start, and an end', { start: at(30), end: at(90) }],
  ['a cookie', { when: { cookie: { plan: 'pro' } } }],
  ['a header', { when: { header: { 'x-plan': 'pro' } } }],
  ['a language', { when: { language: 'de' } }],
  ['a country', { when: { country: 'DE' } }],
  ['a method', { when: { method: 'POST' } }],
  ['a date and a cookie', { start: at(60), when: { cookie: { plan: 'pro' } } }],
  ['a parameter', {}],
];

/** A list that lets a request pass for some reason, and what answers behind it. */
function byHand(): Several[] {
  const requests = ['/old', '/old/', '/left', '/other', '/docs', '/app', '/app?id=2&x=1', '/gone', '/never', '/?a=1'].map(requestOf);
  return WHY.flatMap(([name, why]): Several[] => {
    const from = (path: string) => (name === 'a parameter' ? `${path}?id` : path);
    const first = listOf([
      { from: from('/old'), to: '/first', ...why },
      { from: from('/left'), to: null, ...why },
      { from: from('/docs'), to: '/first', ...why },
      { from: from('/gone'), to: '/first', ...why },
      { from: from('/never'), to: '/first', ...why },
      // Another request, whose answer depends on why it is that.
      { from: from('/app'), to: '/shown', statusCode: 200, ...why },
      { from: '/app', to: '/old?own=1', statusCode: 200 },
    ]);
    const second = listOf([
      { from: '/old?own=2', to: '/wrong' },
      { from: '/old?own=1', to: '/second/one' },
      { from: '/old', to: '/second' },
      { from: '/left', to: '/second', cacheTtl: 7200 },
      { from: '/other', to: '/second' },
      { from: '/gone', statusCode: 410, cacheTtl: 30 },
      { from: '/never', to: '/second', cacheTtl: 0 },
    ]);
    const third = listOf([{ from: '/third', to: '/x', start: at(5) }, { from: '/other', to: '/x', start: at(5) }]);
    return [
      { name: `${name}, then a list`, lists: [first, second], pretty: false, requests },
      { name: `a list, then ${name}`, lists: [second, first], pretty: false, requests },
      { name: `${name}, then pretty URLs`, lists: [first], pretty: true, requests },
      { name: `${name}, then two lists and pretty URLs`, lists: [first, third, second], pretty: true, requests },
    ];
  });
}

/** Any two lists, with dates around the time of requests. */
function generated(): Several[] {
  const rules = fc.array(jsonRules, { minLength: 1, maxLength: 2 }).map((all) => all.flat());
  const requests = fc.array(request, { minLength: 8, maxLength: 8 });
  return fc.sample(fc.tuple(rules, rules, fc.boolean(), requests), { numRuns: cases(60), seed: 20261129 })
    .flatMap(([one, other, pretty, any], i) => {
      const lists = [one, other].map((list) => parseRules(JSON.stringify(list), { format: 'json' }).rules)
        .filter((list) => list.length > 0)
        .map((list): RuleList => ({ rules: list, order: ranked(list), findings: [] }));
      const sent = any.map((one_) => aimed(one_, lists.flatMap((list) => list.rules.map(({ from }) => from))))
        .filter(isSent);
      const isFiled = lists.every((list) => storeEntries(list).problems.length === 0);
      return lists.length < 2 || !isFiled ? [] : [{ name: `generated ${i}`, lists, pretty, requests: sent }];
    });
}

export const SEVERAL: readonly Several[] = [...byHand(), ...generated()];

/** What the engine and the pretty URLs decide one after the other, with the most careful Cache-Control. */
export function decidedTogether({ lists, pretty, requests }: Several): Answer[] {
  const engines = lists.map((list) => engine(list));
  return requests.map((sent) => {
    const found = { varies: false, until: Infinity };
    let { path, query } = sent;
    for (const decide of engines) {
      const answer = decide({ ...sent, path, query }, found);
      if (answer.status !== undefined) return answer;
      [path, query] = [answer.uri!, answer.query!];
    }
    const passes = { uri: path, query };
    if (!pretty || !/^(GET|HEAD)$/.test(sent.method ?? 'GET')) return passes;
    const shown = prettyUrl(PRETTY, path, query, path === sent.path && query === sent.query);
    return shown?.location === undefined ? { uri: shown?.path ?? path, query }
      : { status: 301, location: shown.location, cacheControl: cacheControlOf(found, sent.now) };
  });
}

/** Steps of a CloudFront Function. */
export const inCode = (list: RuleList): BakedStep => (
  functionStep(list, functionSite({ ttl: 300, rootObject: '', errorPages: [] }, list)));

export const prettyInFunction = (pretty: boolean): BakedStep[] => (pretty ? [{
  part: 'pretty-urls',
  config: { name: 'pretty-urls', pass: true },
  code: prettyUrlsFunctionFile({ ...PRETTY, status: 301, phrase: 'Moved Permanently', ttl: TTL }),
}] : []);

/** The one of Lambda@Edge. */
export const prettyOnLambda = (pretty: boolean): BakedStep[] => {
  const { home, ...urls } = PRETTY;
  return pretty ? [{ part: 'pretty-urls', config: { cacheControl: TTL, rootObject: home, ...urls, status: 301 } }] : [];
};

export type Of = (several: Several) => Promise<Answer[]> | Answer[];

