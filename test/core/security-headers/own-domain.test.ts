import type { CspDirective, CspSourceModel } from '../../../src/core/security-headers/csp';
import { ownDomainWarnings, type Alias } from '../../../src/core/security-headers/own-domain';

const OWN: CspSourceModel = { kind: 'distribution-domain' };
const text = (source: string): CspSourceModel => ({ kind: 'text', text: source });
const directive = (name: string, ...sources: CspSourceModel[]): CspDirective => ({ name, sources });
const paths = (directives: CspDirective[], aliases: Alias[]) => (
  ownDomainWarnings(directives, aliases).map(({ code, path }) => `${code} ${path}`));

it.each([
  ['script-src', 'scriptSrc'], ['default-src', 'defaultSrc'], ['connect-src', 'connectSrc'], ['img-src', 'imgSrc'],
  ['frame-ancestors', 'frameAncestors'], ['form-action', 'formAction'],
])('%s with only the domain of the distribution does not allow an alias', (name, property) => {
  expect(paths([directive(name, OWN)], ['www.example.com']))
    .toEqual([`EDGE_CSP_OWN_DOMAIN contentSecurityPolicy.${property}`]);
});

it.each<[string, string, Alias]>([
  ['another host', 'https://api.example.com', 'www.example.com'],
  ['the parent of the alias', 'example.com', 'www.example.com'],
  ['names below the alias', '*.example.com', 'example.com'],
  ['one name below an alias that is a wildcard', 'www.example.com', '*.example.com'],
  ['another port', 'www.example.com:8443', 'www.example.com'],
  ['a nonce', "'nonce-abc'", 'www.example.com'],
  ['another scheme', 'data:', 'www.example.com'],
  ['a host, and the alias is a parameter', 'www.example.com', undefined],
])('%s in addition does not help', (_, source, alias) => {
  expect(paths([directive('script-src', OWN, text(source))], [alias])).toHaveLength(1);
});

it.each<[string, Alias]>([
  ["'self'", 'www.example.com'], ["'SELF'", undefined], ['*', undefined], ['https:', 'www.example.com'],
  ['https://*', undefined], ['www.example.com', 'WWW.example.com'], ['https://www.example.com', 'www.example.com'],
  ['www.example.com:443', 'www.example.com'], ['https://www.example.com/js/', 'www.example.com'],
  ['*.example.com', 'www.example.com'], ['*.example.com', '*.example.com'], ["'strict-dynamic'", 'www.example.com'],
])('%s in addition allows %s', (source, alias) => {
  expect(paths([directive('script-src', OWN, text(source))], [alias])).toEqual([]);
});

it('reports nothing without an alias, or without the domain', () => {
  expect(paths([directive('script-src', OWN)], [])).toEqual([]);
  expect(paths([directive('script-src', text('cdn.example.com'))], ['www.example.com'])).toEqual([]);
});

it('has the aliases that are not allowed, three at most, and the cure', () => {
  const aliases = ['a.test', 'b.test', 'c.test', 'd.test', 'e.test'];
  const [{ message }] = ownDomainWarnings([directive('script-src', OWN, text('a.test'))], aliases);
  expect(message).toContain('the alias b.test, c.test, d.test, …');
  expect(message).toContain('add CspSource.SELF');
});
