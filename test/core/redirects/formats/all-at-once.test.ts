import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

/** The codes of what is reported, in the order of the columns. */
function codes(text: string, format: RuleFormat): string[] {
  const { rules, problems } = parseRules(text, { format });
  expect(rules).toEqual([]);
  return [...problems].sort((a, b) => (a.column ?? 0) - (b.column ?? 0)).map(({ code }) => code);
}

describe('all problems of a rule are reported at once', () => {
  test.each<[string, string[]]>([
    ['{"from": "old", "to": "new", "when": {"country": "xyz"}}',
      ['EDGE_REDIRECT_SOURCE', 'EDGE_REDIRECT_TARGET', 'EDGE_REDIRECT_CONDITION']],
    ['{"from": "/a", "to": "new", "statusCode": "301", "start": "soon"}',
      ['EDGE_REDIRECT_TARGET', 'EDGE_REDIRECT_FIELD', 'EDGE_REDIRECT_DATE']],
    ['{"from": "/a", "to": "/b/:x", "query": "keep", "statusCode": 300}',
      ['EDGE_REDIRECT_PLACEHOLDER', 'EDGE_REDIRECT_FIELD', 'EDGE_REDIRECT_STATUS']],
    ['{"from": "/a", "to": "/b", "statusCode": 410, "when": {"planet": "mars"}}',
      ['EDGE_REDIRECT_TARGET', 'EDGE_REDIRECT_CONDITION']],
    ['{"from": "/:a:b", "to": "ftp://x"}', ['EDGE_REDIRECT_SOURCE', 'EDGE_REDIRECT_TARGET']],
  ])('JSON: %s', (rule, expected) => expect(codes(`[${rule}]`, 'json')).toEqual(expected));

  test.each<[string, string[]]>([
    ['from,to,country\nold,new,xyz', ['EDGE_REDIRECT_SOURCE', 'EDGE_REDIRECT_TARGET', 'EDGE_REDIRECT_CONDITION']],
    ['from,to,statusCode,start\n/a,new,x,soon', ['EDGE_REDIRECT_TARGET', 'EDGE_REDIRECT_FIELD', 'EDGE_REDIRECT_DATE']],
  ])('CSV: %j', (text, expected) => expect(codes(text, 'csv')).toEqual(expected));

  test.each<[string, string[]]>([
    ['a target that could not be read is not missing', ['EDGE_REDIRECT_FIELD']],
  ])('%s', (_, expected) => expect(codes('[{"from": "/a", "to": 5}]', 'json')).toEqual(expected));

  test.each(['/b/:rest*', '/b/{rest}', '/b/$1'])('the cure of a pattern in the source is one for %s as well', (to) => {
    expect(codes(`[{"from": "/a/:rest*", "to": "${to}"}]`, 'json')).toEqual(['EDGE_REDIRECT_SOURCE']);
  });

  test('names of a source that has errors are not missing in its target', () => {
    expect(codes('[{"from": "a/:x/*", "to": "/b/:x/:splat"}]', 'json')).toEqual(['EDGE_REDIRECT_SOURCE']);
  });
});
