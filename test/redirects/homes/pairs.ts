import * as fc from 'fast-check';
import { HAND_LISTS } from './lists';
import { LONG_SPELLINGS, requestOf, SPELLINGS } from './spellings';
import { compileRules } from '../../../src/core/redirects/compile';
import { parseRules } from '../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';
import { storeEntries } from '../../../src/core/redirects/store/entries';
import { ranked } from '../../../src/core/redirects/traits/precedence';
import { aimed, cloudflareLines, crowdedRules, jsonRules, lines, request } from '../../core/redirects/arbitraries';
import { cases } from '../../support/cases';
import { isSent, type RuleList, type TimedRequest } from '../../support/redirect-function';

/** A list with the requests that every home has to answer alike. */
export interface ListOfPairs extends RuleList {
  readonly name: string;
  readonly format: RuleFormat;
  readonly text: string;
  readonly rootObject?: string;
  readonly errorPages?: readonly string[];
  readonly requests: readonly TimedRequest[];
  /** Many rules have one path. */
  readonly isCrowd: boolean;
  readonly overHttp?: true;
}

/** Lists by hand, each with all of its URLs in all spellings. */
export function byHand(): ListOfPairs[] {
  return HAND_LISTS.map(({ urls, ...list }) => {
    const { rules, problems } = parseRules(list.text, { format: list.format });
    const siteHosts = list.overHttp && hostsOf(urls.map(requestOf));
    const { order, findings, rules: checked, problems: found } = compileRules(rules, { ...list, siteHosts });
    const errors = [...problems, ...found].filter(({ severity }) => severity === 'error');
    if (errors.length > 0) throw new Error(JSON.stringify(errors));
    const all = urls.map(requestOf).flatMap((one, i) => (
      [...SPELLINGS, ...(i === 0 ? LONG_SPELLINGS : [])].map(([, change]) => change(one))));
    const requests = all.filter(isSent);
    return { ...list, rules: checked, order, findings, requests, isCrowd: false };
  });
}

/** The hosts of a site that serves all of these requests. */
export function hostsOf(requests: readonly TimedRequest[]): string[] {
  return [...new Set(requests.map(({ host }) => host!.toLowerCase().replace(/:\d+$/, '')))];
}

const FORMATS: readonly (readonly [RuleFormat, fc.Arbitrary<string>])[] = [
  ['json', fc.array(jsonRules, { minLength: 1, maxLength: 3 }).map((rules) => JSON.stringify(rules.flat()))],
  ['json', crowdedRules.map((rules) => JSON.stringify(rules))],
  ['netlify', lines],
  ['cloudflare', cloudflareLines],
];

const REQUESTS_OF_A_LIST = 12;

/** Generated lists that every home can have, most of which loop or have rules in vain. */
export function generated(): ListOfPairs[] {
  const requests = fc.array(request, { minLength: REQUESTS_OF_A_LIST, maxLength: REQUESTS_OF_A_LIST });
  return FORMATS.flatMap(([format, texts], kind) => (
    fc.sample(fc.tuple(texts, requests), { numRuns: cases(25), seed: 20261128 + kind }).flatMap(([text, any], i) => {
      const { rules } = parseRules(text, { format });
      const list = { rules, order: ranked(rules), findings: [] };
      if (rules.length === 0 || storeEntries(list).problems.length > 0) return [];
      const sent = any.map((one) => aimed(one, rules.map(({ from }) => from))).filter(isSent);
      return [{ ...list, name: `${format} ${kind}.${i}`, format, text, requests: sent, isCrowd: kind === 1 }];
    })));
}
