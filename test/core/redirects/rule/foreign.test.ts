import { compileRules } from '../../../../src/core/redirects/compile';
import { rulesOf } from '../support';
import { parseProblems } from '../support-problems';

const problems = (from: string, to: string) => parseProblems(JSON.stringify({ [from]: to }), 'json');

describe('patterns of other routers in a source', () => {
  test.each<[string, string]>([
    ['^/products/(.*)$', 'write "/products/*", and :splat'],
    ['/products/(.*)', 'write "/products/*"'],
    ['/a/(?<year>[^/]+)/b', 'write "/a/:year/b"'],
    ['/a/(\\d+)', 'write "/a/:p1"'],
    ['/a/.*', 'write "/a/*"'],
    ['/(de|en)/a', 'the alternatives (de|en), which rules do not support; write a rule for each'],
    ['/{de,en}/a', 'write a rule for each'],
    ['/a/{id}', 'write :id, or %7B for a literal brace'],
    ['/a/{id:int}/b', 'write :id'],
    ['/a/<id>', 'write :id, or %3C'],
    ['/a/<*>', 'write *, which is :splat in the target, or %3C'],
    ['/a/[0-9]+', 'write a name such as :id'],
    ['/a/[a-z-]*/b', 'write a name such as :id'],
    ['/a/[slug]', 'write :slug'],
    ['/[slug]/b', 'write :slug'],
    ['/a/[...slug]', 'write *, which is :splat in the target'],
    ['/a/[[...slug]]', 'write *'],
    ['/a/%{HOST}', 'write a host before the path'],
  ])('%s', (from, cure) => {
    expect(problems(from, '/x')).toEqual([expect.stringMatching(/^1:2 EDGE_REDIRECT_SOURCE /)]);
    expect(problems(from, '/x')[0]).toContain(cure);
  });

  test.each(['/a(1)', '/a[1].pdf', '/a/file[12]', '/a$', '/$a', '/a/%7Bid%7D', '/a/%5Bslug%5D', '/a/x.y', '/a/b+c'])(
    '%s is text', (from) => expect(problems(from, '/x')).toEqual([]));
});

describe('references of other routers in a target', () => {
  test.each<[string, string, string]>([
    ['/a/*', '/b/${1}', 'write :splat'],
    ['/a/:id', '/b/${1}', 'write :id'],
    ['/a/:x/:y', '/b/{R:2}', 'write :y'],
    ['/a/:id', '/b/{id}', 'write :id'],
    ['/a/*/b/*', '/b/{R:2}', 'write :2'],
    ['/a/:id', '/b/<id>', 'write :id'],
    ['/a', '/b/{id}', 'write :id'],
    ['/a/*', '/b [R=301,L]', 'write "statusCode" next to the target'],
    ['/a', '/b\u201d', 'the curly quote'],
  ])('%s to %s', (from, to, cure) => {
    expect(problems(from, to)).toEqual([expect.stringMatching(/ EDGE_REDIRECT_TARGET /)]);
    expect(problems(from, to)[0]).toContain(cure);
  });

  test.each<[string, string, string]>([
    ['/a/*', '/b/$1', 'the $1 in "/b/$1" is sent unchanged; write :splat'],
    ['/a/:x/:y', '/b?y=$2', 'write :y'],
    ['/a/:x', '/b/%1', 'write :x'],
  ])('%s to %s is a warning', (from, to, cure) => {
    const found = compileRules(rulesOf({ [from]: to })).problems;
    expect(found).toMatchObject([{ code: 'EDGE_REDIRECT_PLACEHOLDER', severity: 'warning' }]);
    expect(found[0].message).toContain(cure);
  });

  test.each<[string, string]>([
    ['/a', '/b/$5'],
    ['/a/*', '/b/$100/:splat'],
    ['/a/*', '/b/%20/:splat'],
    ['/a/*', '/b/100%'],
  ])('%s to %s is text', (from, to) => expect(compileRules(rulesOf({ [from]: to })).problems).toEqual([]));
});
