import { compileRules } from '../../../../src/core/redirects/compile';
import { writeCloudflare } from '../../../../src/core/redirects/formats/lines/write-cloudflare';
import { witnessAt } from '../../../../src/core/redirects/overlap/witnesses';
import { parseRules } from '../../../../src/core/redirects/parse';
import { openProgram } from '../../../../src/core/redirects/program/read/open';
import type { RedirectRule } from '../../../../src/core/redirects/rule/model';
import type { RuleFormat } from '../../../../src/core/redirects/rule/types';
import { request } from '../support';

/** Rules of an owner who allows a placeholder as a host below example.com. */
function rulesOf(text: string | object, format: RuleFormat = 'json'): RedirectRule[] {
  const written = typeof text === 'string' ? text : JSON.stringify(text);
  return parseRules(written, { format, defaults: { targetHosts: ['*.example.com'] } }).rules;
}

function problemsOf(text: string | object, format?: RuleFormat): string[] {
  return compileRules(rulesOf(text, format)).problems.map(({ code }) => code);
}

const LENDS = { '/:shop/*': 'https://:shop.example.com/s/:splat' };

test('a target with a capture in its host is plain data', () => {
  const [lent, fixed] = rulesOf({ ...LENDS, '/a': 'http://WWW.example.com:8080/b' });
  expect(lent.target!.origin).toEqual({ scheme: 'https', host: [0, '.example.com'] });
  expect(fixed.target!.origin).toEqual({ scheme: 'http', host: ['www.example.com:8080'] });
  // eslint-disable-next-line no-control-regex -- bytes of the packed form are looked for
  expect(JSON.stringify([lent, fixed])).toMatch(/^[\x20-\x7e]*$/);
});

test('a chain to a host with a capture is shortened', () => {
  const { program, problems } = compileRules(rulesOf({ '/a/:x': '/b/:x', '/b/:x': 'https://:x.example.com/' }));
  expect(problems.map(({ code }) => code)).toEqual(['EDGE_REDIRECT_CHAIN']);
  expect(openProgram(program!).match(request('/a/shop'))?.location).toBe('https://shop.example.com/');
  expect(openProgram(program!).match(request('/a/x%40evil.test'))?.location).toBeUndefined();
});

test.each([[253, 'https'], [254, undefined], [8000, undefined]])('a captured host of %d characters', (length, scheme) => {
  const { match } = openProgram(compileRules(rulesOf(LENDS)).program!);
  const host = 'a.'.repeat(length / 2) + 'a'.repeat(length % 2);
  const name = host.endsWith('.') ? `${host.slice(0, -1)}a` : host;
  expect(match(request(`/${name}/x`))?.location).toBe(scheme && `${scheme}://${name}.example.com/s/x`);
});

test('the order of parameters makes no difference to a captured host', () => {
  const to = 'https://:p.example.com/';
  expect(problemsOf([{ from: '/a?x=:p&y=:q', to }, { from: '/a?y=:q&x=:p', to }])).toEqual(['EDGE_REDIRECT_DUPLICATE']);
});

test('a placeholder in the host counts as used', () => {
  expect(problemsOf({ '/wiki/shop:name': 'https://:name.example.com/' })).toEqual([]);
  expect(problemsOf({ '/wiki/shop:name': 'https://www.example.com/' })).toEqual(['EDGE_REDIRECT_PLACEHOLDER']);
});

test('a host is printed with the name of its placeholder', () => {
  expect(writeCloudflare(rulesOf('/:shop/a https://:shop.example.com/b', 'cloudflare'))).toBe(
    '/:shop/a https://:shop.example.com/b 302\n',
  );
});

test('a witness below the target has a possible host', () => {
  const [{ request: { host, path } }] = witnessAt(rulesOf(LENDS)[0], '', 0);
  expect({ host, path: path.replace(/zq7w./g, 'x') }).toEqual({ host: 'any.example.com', path: '/s/x' });
});
