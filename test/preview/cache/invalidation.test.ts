import { PreviewError } from '../../../src/preview/errors';
import { cachedSite } from '../support/cached-site';
import { passSeconds } from '../support/time';

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

describe('a response whose request began before an invalidation', () => {
  /** A site whose origin answers when it is released; `get` begins a request and waits until the origin has it. */
  async function waiting(headers: Record<string, string> = {}) {
    const held: (() => void)[] = [];
    const site = await cachedSite((request, response) => {
      const isConfirmed = request.headers['if-none-match'] === '"1"';
      held.push(() => {
        response.writeHead(isConfirmed ? 304 : 200, { 'cache-control': 'max-age=60', ...headers });
        response.end(isConfirmed ? undefined : `body ${held.length}`);
      });
    });
    /** Waits until the origin has so many requests; fails after a second. */
    const isHeld = async (count: number) => {
      for (let at = 0; held.length < count; at++) {
        if (at === 200) throw new Error(`the origin has ${held.length} requests of ${count}`);
        await new Promise((resolve) => setTimeout(resolve, 5));
      }
    };
    const begun = async (path: string) => {
      const count = held.length;
      const answer = site.get(path);
      await isHeld(count + 1);
      return { answer };
    };
    return { ...site, held, begun, isHeld };
  }

  test('is not kept', async () => {
    const { begun, held, running } = await waiting();
    const { answer } = await begun('/a');
    expect(running.invalidate('/*')).toBe(0);
    held[0]!();
    expect((await answer)[3]).toBe('body 1');
    const { answer: next } = await begun('/a');
    held[1]!();
    expect((await next).slice(1, 2)).toEqual(['Miss']);
  });

  test('is kept if the invalidation was for another path', async () => {
    const { begun, held, running, get } = await waiting();
    const { answer } = await begun('/a');
    running.invalidate('/b*');
    held[0]!();
    await answer;
    expect((await get('/a'))[1]).toBe('Hit');
  });

  test('does not confirm what was invalidated', async () => {
    const { begun, held, running } = await waiting({ etag: '"1"' });
    const { answer } = await begun('/a');
    held[0]!();
    await answer;
    passSeconds(100);
    const { answer: confirmed } = await begun('/a');
    expect(running.invalidate('/a')).toBe(1);
    held[1]!();
    expect((await confirmed)[1]).toBe('RefreshHit');
    const { answer: fresh } = await begun('/a');
    held[2]!();
    expect((await fresh)[1]).toBe('Miss');
  });

  test('is not what later requests wait for', async () => {
    const { begun, held, isHeld, running, get } = await waiting();
    const { answer } = await begun('/a');
    running.invalidate('/a');
    const later = get('/a');
    held[0]!();
    await answer;
    await isHeld(2);
    held[1]!();
    expect((await later)[1]).toBe('Miss');
  });
});
