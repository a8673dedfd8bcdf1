import { authority, collapsed, onThisHost, partsOf } from '../../../../src/core/redirects/url/location';

test.each([
  ['//evil.example', '/evil.example'], ['/\\evil.example', '/evil.example'], ['/%2F/evil.example', '/%2F/evil.example'], ['/.//evil.example', '/evil.example'],
  ['/..//evil.example', '/evil.example'], ['/%09/x', '/%09/x'], ['/a//b', '/a//b'], ['/a', '/a'], ['/', '/'], ['/%41', '/%41'], ['/.well-known/x', '/.well-known/x'],
  ['/...', '/...'], ['https://www.example.com//a', 'https://www.example.com//a'], ['x//a', 'x//a'], ['/a/..//b', '/a/..//b'],
])('%s becomes %s on its host', (location, safe) => expect(onThisHost(location)).toBe(safe));

test.each([
  ['https://WWW.example.com/a', 'www.example.com'], ['http://h.example:8080', 'h.example:8080'], ['/a', undefined], ['/https://h.example/', undefined],
  ['xhttp://h.example/', undefined], ['ftp://h.example/', undefined],
])('the authority of %s is %s', (location, host) => expect(authority(location)).toBe(host));

test('a location has a path with its host, a query and a fragment', () => {
  expect(partsOf('https://h.example/a?b=c?d#e?f')).toEqual(['https://h.example/a', 'b=c?d', '#e?f']);
  expect(partsOf('/a#b')).toEqual(['/a', '', '#b']);
  expect(partsOf('?a')).toEqual(['', 'a', '']);
  expect(collapsed('//a///b/c//')).toBe('/a/b/c/');
});
