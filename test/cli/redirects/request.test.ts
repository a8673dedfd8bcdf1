import * as fc from 'fast-check';
import { file, run } from './support';
import { requestFor } from '../../../src/cli/redirects/request';
import { cases } from '../../support/cases';

const parts = (url: string): [host?: string, path?: string, query?: string] => {
  const request = requestFor(url, {});
  return [request?.host, request?.path, request?.query];
};

describe('a URL is read as browsers read it', () => {
  test.each<[url: string, path: string, query?: string]>([
    ['\\old\\page', '/old/page'], ['/old\\page?x=\\', '/old/page', 'x=\\'], ['/a\tb\n/c\r', '/ab/c'], ['  /a ', '/a'], ['/a b', '/a%20b'],
    ['/%E0%A4%A', '/%E0%A4%A'], ['/100%', '/100%'], ['/%', '/%'], ['/a%2Fb', '/a%2Fb'], ['/%2F%2Fevil.test', '/%2F%2Fevil.test'], ['/%5Ca', '/%5Ca'],
    ['/%c3%a9', '/%c3%a9'], ['/é', '/%C3%A9'], ['/\ud800', '/%EF%BF%BD'], ['/a/../b', '/b'], ['/a/%2e%2E/b', '/b'], ['/a\\..\\b', '/b'],
    ['/a#b?c', '/a'], ['/a?b#c', '/a', 'b'], ['/a?', '/a'], ['/a?b?c', '/a', 'b?c'], ['/a?x=é"', '/a', 'x=%C3%A9%22'], ['/a?x=%', '/a', 'x=%'],
    ['//x.test/a', '//x.test/a'], ['/\\x.test', '//x.test'], ['/', '/'], ['/?a', '/', 'a'],
  ])('%j', (url, path, query = '') => {
    expect(parts(url)).toEqual([undefined, path, query]);
    expect(parts(`https://h.test/${url.trimStart().slice(1)}`)).toEqual(['h.test', path, query]);
  });

  test.each<[url: string, host: string, path: string, query?: string]>([
    ['https:\\\\h.test\\a', 'h.test', '/a'], ['HTTPS://H.Test/A', 'h.test', '/A'], ['https://h.test', 'h.test', '/'], ['https://h.test?x', 'h.test', '/', 'x'],
    ['https://h.test:443/a', 'h.test', '/a'], ['http://h.test:80/a', 'h.test', '/a'], ['https://h.test:8443/a', 'h.test:8443', '/a'],
    ['https://user:secret@h.test/a', 'h.test', '/a'], ['https://münchen.test/a', 'xn--mnchen-3ya.test', '/a'], ['https://h.test\\@evil.test/a', 'h.test', '/@evil.test/a'],
    ['ht\ntps://h.te\tst/a', 'h.test', '/a'], ['https:/h.test/a', 'h.test', '/a'], ['https:///h.test/a', 'h.test', '/a'], ['https://h%2etest/a', 'h.test', '/a'],
  ])('%j', (url, host, path, query = '') => expect(parts(url)).toEqual([host, path, query]));

  test.each(['', 'a', 'h.test/a', 'ftp://h.test/a', 'https://', 'https://a b/c', 'https://h.test:99999/', 'https://[::1/', 'javascript:alert(1)', '?a', '#a'])(
    '%j is not a valid URL', (url) => expect(requestFor(url, {})).toBeUndefined());

  test('the scheme reaches rules as CloudFront tells it', () => {
    const scheme = (url: string): string | undefined => requestFor(url, {})?.header('cloudfront-forwarded-proto');
    expect([scheme('HTTP:\\\\h.test'), scheme('https://h.test'), scheme('/a')]).toEqual(['http', 'https', undefined]);
  });

  test('any path is what a browser requests', () => {
    fc.assert(fc.property(fc.string({ unit: 'binary', maxLength: 20 }), (text) => {
      const url = new URL(`https://h.test/x${text}`);
      expect(parts(`https://h.test/x${text}`)).toEqual([url.host, url.pathname, url.search.slice(1)]);
      expect(parts(`/x${text}`)).toEqual([undefined, url.pathname, url.search.slice(1)]);
    }), { numRuns: cases(500) });
  });
});

test('resolve answers as a viewer would be', async () => {
  const list = file('redirects.json', '{"/old/*": "/new/:splat", "/go/*": "/:splat"}');
  const first = async (url: string): Promise<string> => (await run('resolve', list, url)).out[0];
  expect(await first('\\old\\a')).toBe('301 /new/a');
  expect(await first('/old/%E0%A4%A')).toBe('301 /new/%E0%A4%A');
  expect(await first('/go/%2F%2Fevil.com')).toBe('301 /%2F%2Fevil.com');
  expect(await first('/go/\\evil.com')).toBe('301 /evil.com');
  expect(await first('https://www.example.com\\go\\%5Cevil.com')).toBe('301 /%5Cevil.com');
});
