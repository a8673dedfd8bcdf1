import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';

const SITE = ['b.shop', 'example.com', 'www.example.com'];
const codes = (text: string, format: RuleFormat = 'json') =>
  compileRules(parseRules(text, { format }).rules, { siteHosts: SITE, event: 'viewer-request' }).problems.map(({ code }) => code);

describe('a rule for a host that redirects to another host of the site', () => {
  test.each([
    '{"https://b.shop/*": "https://example.com/"}',
    '{"https://b.shop/*": "https://www.example.com/sale"}',
    '{"https://b.shop/a/*": "https://example.com/a/b"}',
    '{"https://*.b.shop/*": "https://example.com/"}',
    '{"https://b.shop/*": {"to": "https://example.com/", "statusCode": 302, "when": {"country": "DE"}}}',
  ])('%s does not match its own target', (text) => expect(codes(text)).toEqual([]));

  test('nor does a line of Netlify take the site down', () => {
    expect(codes('https://b.shop/* https://example.com/ 301!', 'netlify')).toEqual([]);
  });

  test.each([
    ['{"/a/*": "https://example.com/a/b"}', 'EDGE_REDIRECT_LOOP'],
    ['{"https://example.com/*": "https://example.com/closed"}', 'EDGE_REDIRECT_LOOP'],
    ['{"https://*.example.com/*": "https://www.example.com/closed"}', 'EDGE_REDIRECT_LOOP'],
    ['{"/*": "https://example.com/"}', 'EDGE_REDIRECT_HIDES_FILES'],
  ])('%s does', (text, code) => expect(codes(text)).toContain(code));
});
