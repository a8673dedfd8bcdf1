import * as fc from 'fast-check';
import { request } from '../support';
import { file, FORMATS } from './support-dots';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import type { RedirectDecision } from '../../../../src/core/redirects/rule/types';
import { cases } from '../../../support/cases';

describe.each(FORMATS)('any target: %s', (format) => {
  const scraps = [
    '',
    '.',
    '..',
    '%2e',
    '%2E%2e',
    '%2F',
    '%5C',
    '%09',
    '\\',
    ';',
    'a',
    'evil.example',
    ':p',
    ':splat',
    '.:p',
    ':p.',
    ':splat.',
    '..:splat',
    'a:splat',
  ];
  const target = fc
    .tuple(
      fc.constantFrom('', '', '', 'https://h.example'),
      fc.array(fc.constantFrom(...scraps), { minLength: 1, maxLength: 5 }),
      fc.constantFrom('', '', '?x=:p', '?:splat'),
    )
    .map(([host, parts, query]) => `${host}/${parts.join('/')}${query}`);
  const source = fc.constantFrom('/a/:p/*', '/:p/*', '/:p/b*', '/:p/a/*');
  const fills = fc.array(
    fc.constantFrom(
      '',
      '.',
      '..',
      '/',
      '//',
      '%2e%2e',
      '%2F',
      '%2f%2f',
      '.%2F',
      '%5C',
      '\\',
      '%09',
      'a',
      'b',
      'evil.example',
      '%252e',
      ';',
    ),
    { maxLength: 6 },
  );

  test('responses stay on their host, without dot segments, and no rule redirects to the URL of the request', () => {
    let answered = 0;
    fc.assert(
      fc.property(
        source,
        target,
        fc.constantFrom(301, 302, 200),
        fc.array(fc.tuple(fc.constantFrom('a', 'b', '.', 'x'), fills), { minLength: 12, maxLength: 12 }),
        (from, to, status, requests) => {
          const star = format === 'json' || format === 'csv' ? from.replace('b*', 'b/*') : from;
          const { rules } = parseRules(file(format, star, to, to.startsWith('http') ? 301 : status), { format });
          const { program } = compileRules(rules);
          if (program === undefined) return;
          const matcher = openProgram(program);
          for (const [first, parts] of requests) {
            const path = star.replace(':p', first).replace(/\*$/, parts.join('/'));
            const decision = matcher.match(request(path));
            if (decision === undefined) continue;
            answered++;
            const faults = faultsOf(decision, path, to);
            if (faults.length > 0) expect({ star, to, path, faults }).toEqual({ star, to, path, faults: [] });
          }
        },
      ),
      { numRuns: cases(4000) },
    );
    expect(answered).toBeGreaterThan(cases(4000));
  });
});

function faultsOf({ location, rewrite }: RedirectDecision, path: string, to: string): string[] {
  const sent = location ?? rewrite!.path;
  const host = to.startsWith('https://') ? 'h.example' : 'www.example.com';
  const url = new URL(sent, `https://www.example.com${path}`);
  const bare = /^(?:https:\/\/[^/]*)?([^?#]*)/.exec(sent)![1];
  return [
    ...(to.startsWith('/') && !/^\/(?![/\\])/.test(sent) ? [`begins like another host: ${sent}`] : []),
    ...(/\/(?:\.|%2e){1,2}(?:\/|$)/i.test(bare) ? [`has dots: ${sent}`] : []),
    ...(url.hostname === host ? [] : [`leads to ${url.hostname}`]),
    ...(location !== undefined && url.href === new URL(path, 'https://www.example.com/').href ? ['is the request itself'] : []),
  ];
}
