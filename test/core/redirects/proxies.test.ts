import * as fc from 'fast-check';
import * as arbitrary from './arbitraries';
import { matcherOf, request } from './support';
import { codes, compileProblems, parseProblems, problemText } from './support-problems';
import { compileRules } from '../../../src/core/redirects/compile';
import { answerOf } from '../../../src/core/redirects/diff/decision-text';
import { rewritesOf } from '../../../src/core/redirects/neighbours/rewrites';
import { parseRules } from '../../../src/core/redirects/parse';
import { partsRead } from '../../../src/core/redirects/parts-read';
import type { RuleFormat } from '../../../src/core/redirects/rule/types';

const answer = (list: string | object, url: string, format: RuleFormat = 'json') =>
  answerOf(matcherOf(list, format).match(request(url)));

describe('a rule with status 200 for another host', () => {
  const to = (target: string, more: object = {}) => ({ to: target, statusCode: 200, ...more });

  test.each<[string, string, RuleFormat]>([
    ['JSON', '{"/api/*": {"to": "https://api.test.example/v1/:splat", "statusCode": 200}}', 'json'],
    ['CSV', 'from,to,statusCode\n/api/*,https://api.test.example/v1/:splat,200', 'csv'],
    ['_redirects', '/api/* https://api.test.example/v1/:splat 200!', 'netlify'],
  ])('can be written in %s', (_, text, format) => {
    expect(answer(text, '/api/users/7?x=1', format)).toEqual({ status: 200, location: 'https://api.test.example/v1/users/7?x=1' });
  });

  test('fills in captures, and merges the query or replaces it', () => {
    expect(answer({ '/p/:id': to('https://o.example/:id?a=1') }, '/p/7?a=2&b=3').location).toBe('https://o.example/7?a=1&b=3');
    expect(answer({ '/p/:id': to('https://o.example/:id', { query: 'drop' }) }, '/p/7?b=3').location).toBe('https://o.example/7');
    expect(answer('/p id=:id https://o.example/x?id=:id 200', '/p?id=a%26b&c=d', 'netlify').location).toBe('https://o.example/x?id=a%26b');
    expect(answer('/p/* https://o.example/:splat 200', '/p?c=d', 'netlify').location).toBe('https://o.example/?c=d');
    expect(answer({ '/f': to('https://o.example/a#top') }, '/f').location).toBe('https://o.example/a');
  });

  test('hands the origin over apart from the path', () => {
    const { match } = matcherOf({ '/a/*': to('http://O.example:8080/x/:splat') });
    expect(match(request('/a/b?c=d'))).toEqual({
      status: 200, rule: 0, rewrite: { origin: 'http://o.example:8080', path: '/x/b', query: 'c=d' },
    });
    expect(matcherOf({ '/a': to('/b') }).match(request('/a'))?.rewrite?.origin).toBeUndefined();
  });

  test.each<[string, string]>([
    ['https://127.0.0.1/a', '"127.0.0.1" is an IP address, which no origin of CloudFront can have; write a domain name'],
    ['https://127.1/a', '"127.1" is an IP address, which no origin of CloudFront can have; write a domain name'],
    ['http://169.254.169.254/latest', '"169.254.169.254" is an IP address, which no origin of CloudFront can have; write a domain name'],
    ['https://0x7f.1/a', '"0x7f.1" is an IP address, which no origin of CloudFront can have; write a domain name'],
    ['https://2130706433/a', '"2130706433" is an IP address, which no origin of CloudFront can have; write a domain name'],
    ['http://localhost:8080/a', '"localhost:8080" is not a public host, so that CloudFront cannot reach it; write one such as api.example.com'],
    ['https://api/a', '"api" is not a public host, so that CloudFront cannot reach it; write one such as api.example.com'],
    ['https://a.localhost/a', '"a.localhost" is not a public host, so that CloudFront cannot reach it; write one such as api.example.com'],
    ['https://metadata.google.internal/a', '"metadata.google.internal" is not a public host, so that CloudFront cannot reach it; write one such as api.example.com'],
    ['https://printer.local/a', '"printer.local" is not a public host, so that CloudFront cannot reach it; write one such as api.example.com'],
    ['https://o.example:81/a', '"o.example:81" has a port that CloudFront does not use for origins; use 80, 443 or 1024 to 65535'],
    [`https://${'a.'.repeat(130)}example/a`, `"${'a.'.repeat(38)}… has more than the 253 characters that CloudFront takes`],
    ['https://:id.example/a', '":id.example" lets the viewer choose the host; write the host out, or allow "*.example" in the list of target hosts'],
    ['https://o.example:splat/a', '"o.example:splat" is not a host that a rule can redirect to; a host cannot contain a placeholder'],
    ['https://u:p@o.example/a', '"u:p@o.example" is not a host that a rule can redirect to; did you mean "o.example"?'],
    ['https://[::1]/a', '"[::1]" is not a host that a rule can redirect to; a host cannot contain a placeholder'],
  ])('cannot fetch from %s', (target, message) => {
    expect(parseProblems({ '/x/:id': to(target) }).map((text) => text.replace(/^\S+ /, ''))).toEqual([
      `EDGE_REDIRECT_TARGET_HOST ${message}`,
    ]);
    expect(parseProblems(`/x/:id ${target} 200`, 'netlify')).toHaveLength(1);
  });

  test('has no placeholder in its host, although redirects may have one there', () => {
    const read = (status: number) => parseRules(
      JSON.stringify({ '/x/:id': { to: 'https://:id.example.com/a', statusCode: status } }),
      { format: 'json', defaults: { targetHosts: ['*.example.com'] } },
    ).problems.map(problemText);
    expect(read(301)).toEqual([]);
    expect(read(200)).toEqual([expect.stringMatching(/EDGE_REDIRECT_TARGET_HOST .*a viewer could choose from where the page comes; write the host out$/)]);
  });

  test('needs the event origin-request', () => {
    const list = { '/a/*': to('https://o.example/:splat'), '/b': to('https://o.example/b'), '/c': '/d' };
    const problems = (event: 'viewer-request' | 'origin-request' | 'origin-response' | 'unknown') =>
      compileProblems(list, 'json', { event }).map((problem) => `${problem.severity} ${problemText(problem)}`);
    expect(problems('origin-request')).toEqual([]);
    const said = '1:2 EDGE_REDIRECT_PROXY "/a/*" (and 1 more) fetches "https://o.example/:splat" from another host, which '
      + 'only a function on origin-request can do; use event RedirectEventType.ORIGIN_REQUEST';
    expect(problems('viewer-request')).toEqual([`error ${said}, or 301 or 302 to leave the site`]);
    expect(problems('origin-response')).toEqual([`error ${said}, or 301 or 302 to leave the site`]);
    expect(problems('unknown')).toEqual([`warning ${said}, and check with --event origin-request`]);
    expect(compileProblems(list, 'json')).toEqual([]);
  });

  test('does not fetch from the site itself', () => {
    const problems = (target: string) => codes(compileProblems({ '/a/*': to(target) }, 'json', {
      event: 'origin-request', siteHosts: ['WWW.example.com', '*.example.com'],
    }));
    expect(problems('https://www.example.com/:splat')).toEqual(['error EDGE_REDIRECT_PROXY']);
    expect(problems('https://www.example.com:443/b')).toEqual(['error EDGE_REDIRECT_PROXY']);
    // A more specific alias of another distribution.
    expect(problems('https://api.example.com/:splat')).toEqual([]);
  });

  test('takes part in no chain or loop, and is not a page of this site', () => {
    const list = { '/a': '/api/a', '/api/*': to('https://o.example/a/:splat'), '/a/*': '/api/:splat' };
    expect(codes(compileProblems(list, 'json', { event: 'origin-request' }))).toEqual([]);
    const { rules } = parseRules(JSON.stringify(list), { format: 'json' });
    const compiled = compileRules(rules);
    expect(rewritesOf(compiled, '/api/x')).toEqual([]);
    expect(rewritesOf(compileRules(parseRules('{"/x": {"to": "/y", "statusCode": 200}}', { format: 'json' }).rules), '/x')).toEqual(['/y']);
  });

  test('reads what a rewrite reads: the query that it passes on, its conditions, the host of its source', () => {
    const kinds = (list: object) => partsRead(compileRules(parseRules(JSON.stringify(list), { format: 'json' }).rules)).map(({ kind }) => kind);
    expect(kinds({ '/a': to('https://o.example/b') })).toEqual(['query']);
    expect(kinds({ '/a': to('https://o.example/b', { query: 'drop' }) })).toEqual([]);
    expect(kinds({ 'https://www.example.com/a': to('https://o.example/b', { query: 'drop', when: { cookie: { x: true } } }) })).toEqual(['host', 'cookie']);
  });

  test('a line without ! hides files, and the message has a cure that works', () => {
    const [problem] = compileProblems('/api/* https://o.example/:splat 200', 'netlify', { event: 'origin-request' });
    expect(problemText(problem)).toMatch(/HIDES_FILES .*; give files a behavior without the EdgeRedirector, or add "!" to the status/);
    expect(compileProblems('/api/* https://o.example/:splat 200!', 'netlify', { event: 'origin-request' })).toEqual([]);
  });

  test('no host depends on the request', () => {
    const TARGETS = ['https://one.example/:splat', 'https://two.example:8443/v1/:splat/end?q=:splat', 'http://three.example'];
    const ORIGINS = ['https://one.example', 'https://two.example:8443', 'http://three.example'];
    const matchers = (['json', 'netlify'] as const).map((format) => matcherOf(format === 'json'
      ? { '/a/*': to(TARGETS[0]), '/b/*': to(TARGETS[1]), '/*': to(TARGETS[2]) }
      : `/a/* ${TARGETS[0]} 200\n/b/* ${TARGETS[1]} 200\n/* ${TARGETS[2]} 200`, format));
    fc.assert(fc.property(fc.constantFrom('/a', '/b', ''), arbitrary.path, arbitrary.query, fc.string({ unit: 'binary' }), (lead, path, query, host) => {
      for (const { match } of matchers) {
        const rewrite = match({ ...request('/'), path: lead + path, query, host })?.rewrite;
        if (rewrite === undefined) continue; // the path would leave the folder of its target
        expect(ORIGINS).toContain(rewrite.origin);
        // eslint-disable-next-line no-control-regex -- CR and LF would end the request line
        expect(rewrite.path).toMatch(/^\/[^\u0000- ?#\u007f-\uffff]*$/);
      }
    }), { numRuns: 500 });
  });
});
