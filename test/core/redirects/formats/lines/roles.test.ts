import { compileRules } from '../../../../../src/core/redirects/compile';
import { parseRules } from '../../../../../src/core/redirects/parse';
import { openProgram } from '../../../../../src/core/redirects/program/read/open';
import { request } from '../../support';
import { parseProblems } from '../../support-problems';

/** What a viewer gets, and the codes of all problems. */
function answers(text: string, ...urls: string[]): [unknown[], string[]] {
  const { rules, problems } = parseRules(text, { format: 'netlify' });
  const { program, problems: more } = compileRules(rules);
  const decisions = urls.map((url) => {
    const decision = openProgram(program!).match(request(url));
    return decision && (decision.location ?? decision.rewrite?.path ?? decision.status);
  });
  return [decisions, [...problems, ...more].map(({ code }) => code)];
}

const ERROR = ['EDGE_REDIRECT_CONDITION'];

describe('what a line with Role= protects stays closed', () => {
  test.each<[text: string, urls: string[], decisions: unknown[]]>([
    ['/admin/* /admin/index.html 200! Role=admin', ['/admin/users', '/admin', '/other'], [404, 404, undefined]],
    ['/admin/* /admin/:splat 200 Role=admin,editor', ['/admin/users'], [404]],
    ['/a/* /x 200! Role=admin\n/a/* /login.html 200!', ['/a/x'], ['/login.html']],
    ['/a/* /x 200! Role=admin\n/* /login.html 200!', ['/a/x', '/b'], ['/login.html', '/login.html']],
    ['/a/* /y 302\n/a/* /x 200! Role=admin', ['/a/x'], ['/y']],
    ['/a/* /x 200! Role=admin\n/a/* /c 302 Country=fr', ['/a/x'], [404]],
    ['/a/* /x 200! Role=admin\n/a/free /free 302', ['/a/free', '/a/x'], ['/free', 404]],
  ])('%j', (text, urls, decisions) => {
    expect(answers(text, ...urls)).toEqual([decisions, ERROR]);
  });

  test('only where the other conditions of the line are met', () => {
    expect(answers('/a/* /b/:splat 200! Role=admin Country=de', '/a/x')).toEqual([[undefined], ERROR]);
    expect(answers('/a x=1 /b 200! Role=admin', '/a', '/a?x=1')).toEqual([[undefined, 404], ERROR]);
  });

  test('the line is an error', () => {
    expect(parseProblems('/a /b 200 Role=admin', 'netlify')).toEqual([
      '1:11 EDGE_REDIRECT_CONDITION "Role=admin" needs services of Netlify; use a condition on a cookie or a header instead',
    ]);
  });

  test('several of them are reported once each', () => {
    expect(answers('/a/* /x 200! Role=admin\n/a/* /y 200! Role=editor', '/a/x')).toEqual([[404], [...ERROR, ...ERROR]]);
  });

  test('another error in the line leaves it out', () => {
    expect(answers('/a/* /x 200! Role=admin Foo=1\n/b /c', '/a/x')[0]).toEqual([undefined]);
  });
});
