import { mkdtempSync, rmSync, unlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CACHING_OPTIMIZED } from '../support/cached-site';
import { lambdaAt, site, type SiteOptions } from '../support/site';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'site-'));
  writeFileSync(join(folder, 'a.txt'), 'first');
  writeFileSync(join(folder, 'b.txt'), 'other');
});
afterEach(() => rmSync(folder, { recursive: true }));

function cached(fill?: SiteOptions['fill']) {
  const running = site({ behavior: { CachePolicyId: CACHING_OPTIMIZED }, fill }, { origins: { Bucket: folder } });
  return async (path: string) => {
    const response = await running.fetch(path);
    return [response.status, response.headers.get('x-cache')!.split(' ')[0], await response.text()];
  };
}

describe('a file of a local folder', () => {
  test('that was changed is served at once, and others stay in the cache', async () => {
    const get = cached();
    expect([await get('/a.txt'), await get('/a.txt'), await get('/b.txt')]).toEqual([
      [200, 'Miss', 'first'], [200, 'Hit', 'first'], [200, 'Miss', 'other'],
    ]);
    writeFileSync(join(folder, 'a.txt'), 'second version');
    expect([await get('/a.txt'), await get('/a.txt'), await get('/b.txt')]).toEqual([
      [200, 'Miss', 'second version'], [200, 'Hit', 'second version'], [200, 'Hit', 'other'],
    ]);
  });

  test('of the same length, by the time of its change', async () => {
    const get = cached();
    await get('/a.txt');
    writeFileSync(join(folder, 'a.txt'), 'FIRST');
    utimesSync(join(folder, 'a.txt'), new Date(), new Date(Date.now() + 5_000));
    expect(await get('/a.txt')).toEqual([200, 'Miss', 'FIRST']);
  });

  test('that was deleted is gone', async () => {
    const get = cached();
    await get('/a.txt');
    unlinkSync(join(folder, 'a.txt'));
    expect((await get('/a.txt'))[0]).toBe(403);
  });

  test('counts where a function has changed the response, too', async () => {
    const get = cached((stack) => lambdaAt('origin-response', stack.lambda('Fn', `exports.handler = async (event) => {
      const { response } = event.Records[0].cf;
      response.headers['x-a'] = [{ value: 'b' }];
      return response;
    };`)));
    await get('/a.txt');
    expect((await get('/a.txt'))[1]).toBe('Hit');
    writeFileSync(join(folder, 'a.txt'), 'second version');
    expect(await get('/a.txt')).toEqual([200, 'Miss', 'second version']);
  });
});
