import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BakedStep } from '../../src/attach/slots/contribution';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { source } from '../../src/attach/slots/part-source';
import { prettyUrlsFunctionFile } from '../../src/attach/slots/pretty-urls-function';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../src/core/facts/edge-limits';
import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { FEATURES_OF_KIND, OPTIONAL_KINDS, RULE_KINDS, type RuleKind } from '../../src/core/redirects/store/kinds';
import { existing } from '../existing/support';
import { functionStep } from '../support/redirect-function';
import { storeStep } from '../support/redirect-store';

const whole = (i: number): object => ({ from: `/old-section/page-${i}`, to: `/new-section/page-${i}` });
const pattern = (i: number): object => ({ from: `/old-section-${i}/*`, to: `/new-section-${i}/:splat` });
/** Of ten rules, six are for whole paths. */
const MIXED = [
  whole, whole, whole, whole, whole, whole, pattern,
  (i: number) => ({ from: `/shop-${i}?id=:id`, to: '/products/:id' }),
  (i: number) => ({ from: `/offers-${i}`, to: `/de/offers-${i}`, statusCode: 302, when: { language: ['de'] } }),
  (i: number) => ({ from: `/retired-page-${i}`, statusCode: 410 }),
];
const LISTS: Record<string, (i: number) => object> = {
  'whole paths': whole,
  '`/old/*` to `/new/:splat`': pattern,
  'six of ten whole paths, the others with `*`, a parameter, a language, 410': (i) => MIXED[i % 10](i),
};

function bytesOf(rule: (i: number) => object, count: number): number {
  const text = JSON.stringify(Array.from({ length: count }, (_, i) => rule(i)));
  const compiled = compileRules(parseRules(text, { format: 'json' }).rules);
  expect(compiled.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
  return Buffer.byteLength(composeCloudFrontFunction([functionStep(compiled)]));
}

function most(rule: (i: number) => object): number {
  let count = 10;
  while (bytesOf(rule, count + 10) <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES) count += 10;
  return count;
}

const rounded = (bytes: number): string => (Math.ceil(bytes / 100) * 100).toLocaleString('en-US');

const rowsOf = (page: string, name: string): string[] => (
  readFileSync(join(__dirname, '../../docs', page), 'utf8').split('\n')
    .map((line) => line.trim()).filter((line) => line.startsWith(`| ${name} |`)));

// The tables of docs/redirects.md, in bytes; their numbers are rounded up.
test.each(Object.entries(LISTS))('a function with rules: %s', (name, rule) => {
  const row = [name, ...[10, 50, 100].map((count) => rounded(bytesOf(rule, count))), most(rule)];
  expect(rowsOf('redirects.md', name)).toEqual([`| ${row.join(' | ')} |`]);
});

const pretty: BakedStep = {
  part: 'pretty-urls',
  config: { name: 'pretty-urls', pass: true },
  code: prettyUrlsFunctionFile({
    slash: true, folders: true, index: 'index.html', home: '', status: 301, phrase: 'Moved Permanently', ttl: 'max-age=300',
  }),
};
const theirs = existing('function handler(event) { return event.request; }');

test.each<[string, readonly RuleKind[]]>([
  ['`PATHS`', ['paths']],
  ['`PATTERNS`', ['paths', 'patterns']],
  ['`QUERY`', ['paths', 'query']],
  ['`CONDITIONS`', ['paths', 'conditions']],
  ['`PATTERNS`, `QUERY`', ['paths', 'patterns', 'query']],
  ['`PATTERNS`, `CONDITIONS`', ['paths', 'patterns', 'conditions']],
  ['`QUERY`, `CONDITIONS`', ['paths', 'query', 'conditions']],
  ['all', RULE_KINDS],
])('a function with a store of rules: %s', (name, kinds) => {
  const store = storeStep('', {}, kinds);
  const sizes = [[store], [store, pretty], [store, theirs]].map((steps) => (
    Buffer.byteLength(composeCloudFrontFunction(steps, true))));
  const cells = sizes.map((bytes) => (bytes <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES ? rounded(bytes) : `no (${rounded(bytes)})`));
  expect(rowsOf('redirects.md', name)).toEqual([`| ${[name, ...cells].join(' | ')} |`]);
});

// The table of ADR 027.
test.each([...OPTIONAL_KINDS, 'others'] as const)('the code for rules of a kind: %s', (kind) => {
  const parts = kind === 'others' ? ['redirect-kinds'] as const
    : FEATURES_OF_KIND[kind].map((feature) => `redirect-${feature}` as const);
  const bytes = parts.map((part) => Buffer.byteLength(source('cloudfront-function', part)));
  const row = [`\`${kind}\``, parts.join(', '), rounded(bytes.reduce((sum, each) => sum + each, 0))];
  expect(rowsOf('adr/027-rules-in-a-key-value-store.md', row[0])).toEqual([`| ${row.join(' | ')} |`]);
});
