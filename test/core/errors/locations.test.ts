import { errorPagePaths } from '../../../src/core/errors/locations';

const isToken = (text: string) => text.includes('${Token[');
const paths = (
  location: string,
  hosts: string[] | undefined = ['www.example.com', '*.shop.example'],
  rootObject = 'index.html',
) => errorPagePaths([location], { hosts, rootObject }, isToken);

describe('errorPagePaths', () => {
  it.each([
    ['/404.html', ['/404.html']],
    ['/Errors//404.html?from=x#top', ['/errors/404.html']],
    ['/a/../404.html', ['/404.html']],
    ['/', ['/', '/index.html']],
    ['https://www.example.com/404.html', ['/404.html']],
    ['https://WWW.example.com:443', ['/', '/index.html']],
    ['https://de.shop.example/404.html', ['/404.html']],
    ['https://d111111abcdef8.cloudfront.net/404.html', ['/404.html']],
    ['https://status.example.com/', []],
    ['https://shop.example/404.html', []],
    ['https://${Token[HOST.1]}/404.html', ['/404.html']],
  ])('of %s are %j', (location, expected) => expect(paths(location)).toEqual(expected));

  it('counts every site if the aliases are only known at deploy time', () => {
    expect(errorPagePaths(['https://status.example.com/sorry'], { rootObject: '' }, isToken)).toEqual(['/sorry']);
  });

  it('has no root object if there is none', () => expect(paths('/', [], '')).toEqual(['/']));

  it('does not change a path that is only known at deploy time', () =>
    expect(paths('/${Token[PAGE.1]}.html')).toEqual(['/${Token[PAGE.1]}.html']));
});
