import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../src/core/facts/edge-limits';
import { compileRules } from '../../src/core/redirects/compile';
import { parseRules } from '../../src/core/redirects/parse';
import { functionStep } from '../support/redirect-function';

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

// The table of docs/redirects.md, in bytes; its numbers are rounded up.
test.each(Object.entries(LISTS))('a function with rules: %s', (name, rule) => {
  const row = [name, ...[10, 50, 100].map((count) => rounded(bytesOf(rule, count))), most(rule)];
  const docs = readFileSync(join(__dirname, '../../docs/redirects.md'), 'utf8');
  expect(docs.split('\n').filter((line) => line.startsWith(`| ${name} |`))).toEqual([`| ${row.join(' | ')} |`]);
});
