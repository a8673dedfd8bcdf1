/* eslint-disable no-bitwise -- lists are made of bits */
import { request, RequestParts, rulesOf } from '../support';
import { workOf } from './work';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import { writeProgram } from '../../../../src/core/redirects/program/write/program';
import { ranked } from '../../../../src/core/redirects/traits/precedence';

/**
 * The result of a lookup among sixty rules, and the most bytes and characters that it may read. The figures are the
 * current ones: more work for the same result is a regression that no other test would show.
 */
interface Lookup {
  readonly url: string;
  readonly parts?: RequestParts;
  readonly answer?: string;
  readonly work: number;
}

const sixty = (rule: (i: number) => object): object[] => Array.from({ length: 60 }, (_, i) => rule(i));
const long = 'long-segment-'.repeat(20);
const never = { cookie: { never: true } };

const LISTS: readonly [string, object[], Lookup[]][] = [
  ['exact paths', sixty((i) => ({ from: `/old/page-${i}`, to: `/new/${i}` })), [
    { url: '/old/page-0', answer: '/new/0', work: 77 },
    { url: '/old/page-59/', answer: '/new/59', work: 85 },
    { url: '/old/page-7?a=1', answer: '/new/7?a=1', work: 90 },
    { url: '/old/page-60', work: 30 },
    { url: `/${long}`, work: 528 },
  ]],
  ['exact paths without case', sixty((i) => ({ from: `/Old/Page-${i}`, to: `/new/${i}`, caseSensitive: false })), [
    { url: '/OLD/page-5', answer: '/new/5', work: 89 },
    { url: '/OLD/page-60', work: 42 },
  ]],
  ['paths of hosts', sixty((i) => ({ from: `https://h${i}.example.com/a/*`, to: `https://www.example.com/${i}/:splat` })), [
    { url: 'https://h3.example.com/a/b/c', answer: 'https://www.example.com/3/b/c', work: 259 },
    { url: 'https://h60.example.com/a/b/c', work: 99 },
    { url: `https://${'sub.'.repeat(20)}example.com/a/b`, work: 1530 },
  ]],
  ['hosts with a wildcard', sixty((i) => ({ from: `https://*.s${i}.example.com/*`, to: `https://www.example.com/${i}/:splat` })), [
    { url: 'https://a.b.s9.example.com/x', answer: 'https://www.example.com/9/x', work: 297 },
    { url: 'https://s9.example.com/x', work: 87 },
  ]],
  ['beginnings', sixty((i) => ({ from: `/${'p'.repeat(1 + i % 6)}${i}-:x/end`, to: `/t/${i}/:x` })), [
    { url: '/ppp2-abc/end', answer: '/t/2/abc', work: 173 },
    { url: '/pppp3-abc/else', work: 91 },
    { url: '/q/end', work: 25 },
    { url: `/${'p'.repeat(300)}/end`, work: 931 },
  ]],
  ['endings', sixty((i) => ({ from: `/:x-${i}${'s'.repeat(1 + i % 6)}/end`, to: `/t/${i}/:x` })), [
    { url: '/abc-2sss/end', answer: '/t/2/abc', work: 183 },
    { url: '/abc-2sss/else', work: 85 },
    { url: `/${'s'.repeat(300)}/end`, work: 931 },
  ]],
  ['beginnings and endings in one place', sixty((i) => (i % 2 ? { from: `/a/b${i}:x/c${i}`, to: `/b/${i}` } : { from: `/a/:x${i}e/c${i}`, to: `/e/${i}` })), [
    { url: '/a/b7zzz8e/c7', answer: '/b/7', work: 147 },
    { url: '/a/b7zzz8e/c8', answer: '/e/8', work: 162 },
    { url: '/a/b7zzz8e/c9', work: 82 },
  ]],
  ['placeholders', sixty((i) => ({ from: `/s${i % 6}/:a/t${i}/:b`, to: `/t/:b/:a/${i}` })), [
    { url: '/s1/x/t7/y', answer: '/t/y/x/7', work: 150 },
    { url: '/s1/x/t8/y', work: 47 },
    { url: '/s1/x', work: 32 },
  ]],
  ['one rule for each first segment', sixty((i) => ({ from: `/s${i}/:a/:b/:c`, to: '/t/:c/:b/:a' })), [
    { url: '/s9/x/y/z', answer: '/t/z/y/x', work: 130 },
    { url: '/s9/x/y', work: 65 },
    { url: `/s9/${'x/'.repeat(100)}`, work: 692 },
    { url: '/s9', work: 43 },
  ]],
  ['splats', sixty((i) => ({ from: `/s${i}/*`, to: `/t/${i}/:splat` })), [
    { url: '/s9/x/y', answer: '/t/9/x/y', work: 86 },
    { url: '/s9', answer: '/t/9/', work: 73 },
    { url: '/s60/x/y', work: 26 },
  ]],
  ['splats under each other', sixty((i) => ({ from: `${'/a'.repeat(i)}/*`, to: `/t/${i}/:splat`, ...(i % 2 ? {} : { when: never }) })), [
    { url: '/a/a/a/b', answer: '/t/3/b', work: 186 },
    { url: '/b', work: 36 },
  ]],
  ['ends behind a splat', sixty((i) => ({ from: `/*/end${i}`, to: `/t/${i}/:splat` })), [
    { url: '/x/y/end9', answer: '/t/9/x/y', work: 142 },
    { url: '/x/y/end60', work: 37 },
    { url: `/${'x/'.repeat(100)}end60`, work: 630 },
  ]],
  ['words and placeholders for one path', sixty((i) => ({ from: [0, 1, 2, 3, 4, 5].map((bit) => (i & (1 << bit) ? `/w${bit}` : `/:p${bit}`)).join(''), to: `/t/${i}`, when: never })), [
    { url: '/w0/w1/w2/w3/w4/w5', work: 5819 },
    { url: '/w0/x/w2/x/w4/x', work: 815 },
  ]],
  ['parameters of one path', sixty((i) => ({ from: `/index.php?id=${i}`, to: `/p/${i}` })), [
    { url: '/index.php?id=9', answer: '/p/9', work: 125 },
    { url: '/index.php?x=1&id=%39&y', answer: '/p/9?x=1&y', work: 161 },
    { url: '/index.php?id=60', work: 81 },
    { url: '/index.php', work: 59 },
    { url: `/index.php?${'a=b&'.repeat(50)}`, work: 366 },
  ]],
  ['parameters that are captured', sixty((i) => ({ from: `/q${i % 6}?n${i}=:id`, to: `/p/${i}/:id` })), [
    { url: '/q1?n7=some%20thing', answer: '/p/7/some%20thing', work: 200.5 },
    { url: '/q1?n8=x', work: 48 },
  ]],
  ['cookies of one path', sixty((i) => ({ from: '/a', to: `/p/${i}`, when: { cookie: { [`c${i}`]: 'on' } } })), [
    { url: '/a', parts: { headers: { cookie: 'x=1; c9=on; c10=off' } }, answer: '/p/9', work: 126 },
    { url: '/a', parts: { headers: { cookie: 'c9=off' } }, work: 49 },
    { url: '/a', work: 27 },
    { url: '/b', parts: { headers: { cookie: 'c9=on' } }, work: 10 },
  ]],
  ['languages of one path', sixty((i) => ({ from: '/a', to: `/p/${i}`, when: { language: `${String.fromCharCode(97 + i % 26)}${i > 25 ? 'b' : 'a'}` } })), [
    { url: '/a', parts: { headers: { 'accept-language': 'zz;q=0.1, aa-CH, xx;q=0.9' } }, answer: '/p/0', work: 147 },
    { url: '/a', parts: { headers: { 'accept-language': 'zz' } }, work: 36 },
  ]],
  ['countries of one pattern', sixty((i) => ({ from: '/a/:x', to: `/p/${i}/:x`, when: { country: `${String.fromCharCode(65 + i % 26)}${i > 25 ? 'B' : 'A'}` } })), [
    { url: '/a/b', parts: { country: 'CA' }, answer: '/p/2/b', work: 112 },
    { url: '/a/b', parts: { country: 'ZZ' }, work: 40 },
    { url: '/a/b', work: 36 },
  ]],
  ['texts of headers', sixty((i) => ({ from: '/a', to: `/p/${i}`, when: { header: { 'user-agent': { contains: `bot-${i}-` } } } })), [
    { url: '/a', parts: { headers: { 'user-agent': 'Mozilla bot-12-x (compatible)' } }, answer: '/p/12', work: 108 },
    { url: '/a', parts: { headers: { 'user-agent': 'Mozilla bot-1 (compatible)' } }, work: 69 },
  ]],
  ['dates', sixty((i) => ({ from: '/a', to: `/p/${i}`, start: `2026-01-${String(1 + i % 28).padStart(2, '0')}`, ...(i > 27 ? { end: `2026-02-${String(1 + i % 28).padStart(2, '0')}` } : {}) })), [
    { url: '/a', parts: { now: Date.UTC(2026, 0, 2, 12) }, answer: '/p/28', work: 110 },
    { url: '/a', parts: { now: 0 }, work: 66 },
  ]],
  ['texts behind each other', sixty((i) => ({ from: `/*/n${i}-:x/*/m${i}-:y/end`, to: `/t/${i}/:x/:y` })), [
    { url: '/s/n7-a/t/u/m7-b/end', answer: '/t/7/a/b', work: 253 },
    { url: '/n7-a/m7-b/end', answer: '/t/7/a/b', work: 220 },
    { url: '/m7-b/n7-a/end', work: 63 },
    { url: '/m7-b/n7-a/m7-c/end', answer: '/t/7/a/c', work: 233 },
    { url: '/n7-a/m7-b/n7-c/end', work: 73 },
    { url: '/n7-am7-b/end', work: 65 },
  ]],
  ['two conditions, of which the second fails', sixty((i) => ({ from: '/a', to: `/p/${i}`, when: { cookie: { [`c${i}`]: true, ...never.cookie } } })), [
    { url: '/a', parts: { headers: { cookie: 'c9=on; c10=off' } }, work: 74 },
  ]],
];

describe.each(LISTS)('%s', (_, list, lookups) => {
  const rules = rulesOf(list);
  const program = writeProgram(rules, ranked(rules), []);

  test.each(lookups)('$url', ({ url, parts, answer, work }) => {
    const asked = request(url, parts);
    expect(openProgram(program).match(asked)?.location).toBe(answer);
    expect(workOf(program)(asked)).toBeLessThanOrEqual(work);
  });
});
