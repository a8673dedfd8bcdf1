import * as fc from 'fast-check';
import { compileRules } from '../../../../src/core/redirects/compile';
import { writeCsv } from '../../../../src/core/redirects/formats/csv/write';
import { writeJson } from '../../../../src/core/redirects/formats/json/write';
import { writeCloudflare } from '../../../../src/core/redirects/formats/lines/write-cloudflare';
import { writeNetlify } from '../../../../src/core/redirects/formats/lines/write-netlify';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import type { RedirectRule } from '../../../../src/core/redirects/rule/model';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { Unwritable } from '../../../../src/core/redirects/rule/unwritable';
import { cases } from '../../../support/cases';
import { cloudflareLines, jsonRules, lines } from '../arbitraries';

const SCRAPS = [
  '"',
  '{',
  '}',
  '[',
  ']',
  ',',
  ':',
  '\\',
  '\n',
  '\r',
  '\t',
  ';',
  '*',
  '/',
  '//',
  ':splat',
  ':1',
  '?',
  '#',
  '%',
  '%2F',
  '\0',
  '\ud800',
  'é',
  '😀',
  '!',
  '301',
  '200',
  '410',
  'Country=',
  'Cookie=a',
  'from,to\n',
  'when',
  '__proto__',
  'constructor',
  'https://',
  '*.',
  '@',
  '&',
  '=',
  'a',
  '.',
  '..',
  ' ',
  '1e999',
  'null',
  '$defaults',
  'rules',
  'xn--',
  'ä.test',
  '\ufeff',
];
const soup = fc.array(fc.constantFrom(...SCRAPS), { maxLength: 40 }).map((scraps) => scraps.join(''));
const table = jsonRules.map(
  (rules) =>
    `from,to,statusCode\n${rules.map(({ from, to = '', statusCode = '' }) => `${from},${to},${statusCode}`).join('\n')}`,
);
const sound = fc.oneof(lines, cloudflareLines, jsonRules.map((rules) => JSON.stringify(rules)), table);
/** A valid list with one random mistake. */
const slipped = fc.tuple(sound, fc.nat(), fc.nat(3), fc.constantFrom(...SCRAPS)).map(([text, place, cut, scrap]) => {
  const at = place % (text.length + 1);
  return text.slice(0, at) + scrap + text.slice(at + cut);
});

const PATHS = ['/', '/a', '/a/b', '//', '/%', '/\ud800', '*', ''];
const SAFE = /^(?:\/(?![/\\])|https?:\/\/)[\x21-\x7e]*$/;

/** The faults of what a check, a build, a conversion and requests do with a text. */
function everything(text: string, format: RuleFormat): string[] {
  const { rules, problems } = parseRules(text, { format });
  const compiled = compileRules(rules, { siteHosts: ['www.example.com'], now: Date.UTC(2026, 0, 15) });
  for (const rule of rules) writeAll(rule);
  const matcher = compiled.program && openProgram(compiled.program);
  const sent = PATHS.map(
    (path) =>
      matcher?.match({ method: 'GET', path, query: 'a=1&&b', host: 'www.example.com', header: () => undefined, now: 0 })
        ?.location,
  );
  return [
    ...sent.filter((location) => location !== undefined && !SAFE.test(location)).map((location) => `sends ${location}`),
    ...[...problems, ...compiled.problems].filter(({ line, column, message }) => !(line! >= 1 && column! >= 1) || /\bundefined\b|\bNaN\b|\[object /.test(message))
      .map((problem) => `says ${JSON.stringify(problem)}`),
    ...(hasLines(text, format) && rules.length + problems.length === 0 ? ['says nothing'] : []),
  ];
}

function writeAll(rule: RedirectRule): void {
  for (const write of [writeJson, writeCsv, writeNetlify, writeCloudflare]) {
    try {
      write([rule]);
    } catch (error) {
      if (!(error instanceof Unwritable)) throw error;
    }
  }
}

/** A list of lines with at least one that is neither blank nor a comment, which must give a rule or a problem. */
function hasLines(text: string, format: RuleFormat): boolean {
  return (
    (format === 'netlify' || format === 'cloudflare') && text.split(/[\r\n]/).some((line) => /^[^\s#\ufeff]/.test(line))
  );
}

test.each<RuleFormat>(['json', 'csv', 'netlify', 'cloudflare'])(
  '%s: whatever a file holds ends in rules or in problems with a place',
  (format) => {
    fc.assert(
      fc.property(fc.oneof(soup, slipped), (text) => {
        const faults = everything(text, format);
        if (faults.length > 0) expect(faults).toEqual([]);
      }),
      { numRuns: cases(5_000) },
    );
  },
);

test('half of a surrogate pair in a query', () => {
  expect(everything('{"/a?x\\ud800=1": "/b", "/c?\\ud800=:id": "/d/:id"}', 'json')).toEqual([]);
});
