import { PreviewError } from '../../../src/preview/errors';
import { cachedSite } from '../support/cached-site';

/** A site that has these URLs in the cache; `left` is what remains after an invalidation. */
async function caching(...urls: string[]) {
  const { get, running } = await cachedSite((_, response) => response.end('x'), { queries: ['q', 'p'] });
  for (const url of urls) await get(url);
  return {
    running,
    invalidate: running.invalidate.bind(running),
    left: async () => {
      const words: boolean[] = [];
      for (const url of urls) words.push((await get(url))[1] === 'Hit');
      return urls.filter((_url, index) => words[index]);
    },
  };
}

describe('invalidate', () => {
  test.each<[string, string[]]>([
    ['/images/a.png', ['/images/', '/images/b.png', '/Images/a.png', '/search?q=1', '/search?q=12']],
    ['/images/*', ['/Images/a.png', '/search?q=1', '/search?q=12']],
    ['/images*', ['/Images/a.png', '/search?q=1', '/search?q=12']],
    ['/search?q=1', ['/images/', '/images/a.png', '/images/b.png', '/Images/a.png', '/search?q=12']],
    ['/search?q=1*', ['/images/', '/images/a.png', '/images/b.png', '/Images/a.png']],
    ['/search*', ['/images/', '/images/a.png', '/images/b.png', '/Images/a.png']],
    ['/search', ['/images/', '/images/a.png', '/images/b.png', '/Images/a.png', '/search?q=1', '/search?q=12']],
    ['/*', []],
    ['/*.png', ['/images/', '/images/a.png', '/images/b.png', '/Images/a.png', '/search?q=1', '/search?q=12']],
  ])('%s leaves what it does not match', async (path, expected) => {
    const urls = ['/images/', '/images/a.png', '/images/b.png', '/Images/a.png', '/search?q=1', '/search?q=12'];
    const { invalidate, left } = await caching(...urls);
    expect(invalidate(path)).toBe(urls.length - expected.length);
    expect(await left()).toEqual(expected);
  });

  test('takes several paths, and counts an object once', async () => {
    const { invalidate, left } = await caching('/a', '/b', '/c');
    expect(invalidate(['/a', '/a*', '/b'])).toBe(2);
    expect(await left()).toEqual(['/c']);
  });

  test('/ is the default root object', async () => {
    const { invalidate, left } = await caching('/', '/a');
    expect(invalidate('/')).toBe(1);
    expect(await left()).toEqual(['/a']);
  });

  test('characters and their escapes are the same', async () => {
    const { invalidate } = await caching('/caf%C3%A9', '/a%20b');
    expect([invalidate('/café'), invalidate('/a%20b')]).toEqual([1, 1]);
  });

  test('returns how many objects there were', async () => {
    const { invalidate } = await caching('/a');
    expect([invalidate('/a'), invalidate('/a'), invalidate('/never')]).toEqual([1, 0, 0]);
  });

  test.each([
    ['images/*', 'does not start with /'], ['', 'does not start with /'], ['/~user/*', 'has a ~'],
    ['/%7Euser', 'has a ~'], [`/${'a'.repeat(4_000)}`, 'has more than 4000 characters'], [5 as unknown as string, 'is not a text'],
  ])('%s is refused', async (path, fault) => {
    const { running } = await caching();
    expect(() => running.invalidate(path)).toThrow(PreviewError);
    expect(() => running.invalidate(path)).toThrow(fault);
  });

  test('all refused paths are reported at once, and nothing is invalidated', async () => {
    const { running, left } = await caching('/a');
    let problems: PreviewError['problems'] = [];
    try {
      running.invalidate(['/a', 'b', '/~c']);
    } catch (error) {
      problems = (error as PreviewError).problems;
    }
    expect(problems.map(({ code, message }) => [code, message.slice(0, 28)])).toEqual([
      ['EDGE_PREVIEW_INVALIDATION', '"b" does not start with /; e'],
      ['EDGE_PREVIEW_INVALIDATION', '"/~c" has a ~, which CloudFr'],
    ]);
    expect(await left()).toEqual(['/a']);
  });
});
