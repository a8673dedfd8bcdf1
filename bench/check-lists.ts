import { readFileSync } from 'node:fs';
import { asJson, asLines, type RuleSet, ruleSet } from './rules';

/** A list of rules, which is only made when it is its turn. */
export interface CheckList {
  readonly name: string;
  readonly file: string;
  readonly rules: number;
  readonly options: readonly string[];
  readonly text: () => string;
}

/** The number of rules of an old site, for which the start of the tool counts as much as the check. */
const FEW = 1_063;

export function checkLists(many: number): CheckList[] {
  const list = (name: string, file: string, rules: number, text: (set: RuleSet) => string): CheckList =>
    ({ name, file, rules, options: [], text: () => text(ruleSet(rules)) });
  return [
    list('lines of a site', '_redirects', FEW, asLines),
    list('exact rules, JSON', 'redirects.json', many, ({ rules }) =>
      JSON.stringify(Object.fromEntries(rules.map((_, i) => [`/old/page-${i}.html`, `/new/page-${i}`])))),
    list('rules of a site, JSON', 'redirects.json', many, asJson),
    list('rules of a site, _redirects', '_redirects', many, asLines),
    list('rules of a site, CSV', 'redirects.csv', many, asCsv),
    list('rules with conditions, JSON', 'redirects.json', many, withConditions),
  ];
}

/** A list of the user's own. */
export function listOfFile(path: string): CheckList {
  const text = readFileSync(path, 'utf8');
  const known = /\.(?:json|csv)$|_redirects(?:\.\w+)?$/.test(path);
  return {
    name: `lines of ${path.replace(/^.*\//, '')}`,
    file: known ? path.replace(/^.*\//, '') : '_redirects',
    rules: text.split('\n').length,
    options: [],
    text: () => text,
  };
}

function asCsv({ rules }: RuleSet): string {
  return ['from,to,statusCode', ...rules.map(([from, to]) => `${from},${to},301`)].join('\n');
}

/** Fields that differ from rule to rule. */
const FIELDS = [
  { when: { language: ['de', 'fr'] } },
  { when: { country: ['DE', 'AT'] } },
  { query: 'drop', statusCode: 302 },
  { note: 'moved in 2019' },
];

function withConditions({ rules }: RuleSet): string {
  return JSON.stringify(rules.map(([from, to], i) => ({ from, to, ...FIELDS[i % FIELDS.length] })));
}
