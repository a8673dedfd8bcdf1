import type { RuleFormat } from '../src/core/redirects/rule/types';

/** A list of rules of one kind: old sites have thousands of them. */
export interface Shape {
  readonly name: string;
  readonly format: RuleFormat;
  readonly text: string;
  readonly rules: number;
}

const MANY = 10_000;
const HOSTS = 4_000;
const DAY_MS = 86_400_000;

const json = (name: string, rule: (i: number) => object, rules = MANY): Shape =>
  ({ name, format: 'json', text: JSON.stringify(Array.from({ length: rules }, (_, i) => rule(i))), rules });
const lines = (name: string, format: RuleFormat, line: (i: number) => string): Shape =>
  ({ name, format, text: Array.from({ length: MANY }, (_, i) => line(i)).join('\n'), rules: MANY });
const day = (i: number): string => new Date(1_600_000_000_000 + DAY_MS * i).toISOString().slice(0, 10);

export const SHAPES: readonly Shape[] = [
  json('/index.php?id=N', (i) => ({ from: `/index.php?id=${i}`, to: `/page-${i}` })),
  json('/*/prod-N/*', (i) => ({ from: `/*/prod-${i}/*`, to: `/shop/p${i}` })),
  json(
    'https://hN.example.com/*',
    (i) => ({ from: `https://h${i}.example.com/*`, to: `https://www.example.com/h${i}/:splat` }),
    HOSTS,
  ),
  json(
    'https://*.hN.example.com/*',
    (i) => ({ from: `https://*.h${i}.example.com/*`, to: `https://www.example.com/h${i}/:splat` }),
    HOSTS,
  ),
  json('cookies on a path', (i) => ({ from: '/a', to: `/page-${i}`, when: { cookie: { [`c${i}`]: 'x' } } })),
  json('values of a header', (i) => ({ from: '/a', to: `/page-${i}`, when: { header: { 'x-a': `v${i}` } } })),
  json('languages on a path', (i) => ({ from: '/a', to: `/page-${i}`, when: { language: `de-${i.toString(36)}` } })),
  json('countries and dates', (i) => ({
    from: '/a',
    to: `/page-${i}`,
    when: { country: ['DE', 'AT', 'CH', 'FR'][i % 4] },
    start: day(i),
    end: day(i),
  })),
  json('/a/:x/b-N', (i) => ({ from: `/a/:x/b-${i}`, to: `/c/:x/${i}` })),
  json('/a/:x-N', (i) => ({ from: `/a/:x-${i}`, to: `/c/:x/${i}` })),
  json('all to one page', (i) => (i === 0 ? { from: '/one', to: '/two' } : { from: `/old-${i}`, to: '/one' })),
  json('one long chain', (i) => ({ from: `/c-${i}`, to: `/c-${i + 1}` })),
  json('chains of ten', (i) => ({ from: `/c-${i}/*`, to: `/c-${i + 1}${i % 10 === 9 ? 'end' : ''}/:splat` })),
  json('plain', (i) => ({ from: `/old/${i}`, to: `/new/${i}` })),
  lines('/p*-N of Cloudflare', 'cloudflare', (i) => `/p*-${i} /c/${i}`),
  lines('/p-N/* of Netlify', 'netlify', (i) => `/p-${i}/* /c/${i}/:splat`),
];
