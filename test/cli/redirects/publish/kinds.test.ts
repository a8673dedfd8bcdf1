import { file, run } from '../support';
import { localAws, withEnvironment } from './support/local-aws';
import { STORE } from './support/local-store';

const aws = localAws();

const publish = (...args: string[]) => (
  withEnvironment(aws.environment, () => run('publish', '--wait', '0', '--kvs', STORE, ...args)));

const PATHS = '{"/a": "/b"}';
const PATTERNS = '{\n"/a": "/b",\n"/docs/*": "/help/:splat"\n}';

describe('publish --kinds', () => {
  test('refuses rules of other kinds, with the line, before it reads the store', async () => {
    const { code, err } = await publish(file('redirects.json', PATTERNS), '--kinds', 'paths,query');
    expect([code, err]).toEqual([1, [
      expect.stringMatching(/redirects\.json:3:1: error: "\/docs\/\*" has placeholders.* \(its kinds are paths, query\); add RedirectRuleKind\.PATTERNS .* add patterns to --kinds.* \[EDGE_REDIRECT_STORE_KIND\]$/),
      expect.stringMatching(/nothing is written: a function that reads a key value store cannot apply these rules {2}\[EDGE_PUBLISH_RULES\]$/),
    ]]);
    expect(aws.calls).toEqual([]);
    expect(await publish(file('redirects.json', PATTERNS), '--kinds', 'patterns, query')).toMatchObject({ code: 0, err: [] });
  });

  test('is remembered in the store, for runs without it', async () => {
    const first = await publish(file('redirects.json', PATHS), '--kinds', 'query,paths');
    expect(first.out).toEqual([
      '+ /a → 301 /b', '  1 other key (patterns, conditions)', '  kinds of rules: paths,query  (was all)',
      '1 rule: 3 keys added, 0 changed, 0 removed', `${STORE} has this list now`,
    ]);
    expect([...aws.store.entries]).toEqual(expect.arrayContaining([['1!', 'paths,query']]));
    const writes = aws.writes.length;
    const { code, err } = await publish(file('redirects.json', PATTERNS));
    expect([code, err.at(-1)]).toEqual([1, expect.stringContaining('its list was published with --kinds paths,query before')]);
    expect(err[0]).toContain('[EDGE_REDIRECT_STORE_KIND]');
    expect(aws.writes).toHaveLength(writes);
    expect((await publish(file('redirects.json', PATHS))).out.at(-1)).toContain('nothing to do');
    expect((await publish(file('redirects.json', '{"/a": "/c?x=1"}'))).code).toBe(0);
    expect(aws.store.entries.get('1!')).toBe('paths,query');
  });

  test('is replaced by another one, and all kinds are allowed again with "all"', async () => {
    await publish(file('redirects.json', PATHS), '--kinds', 'paths');
    const wider = await publish(file('redirects.json', PATTERNS), '--kinds', 'paths,patterns');
    expect(wider.out).toContain('  kinds of rules: paths,patterns  (was paths)');
    const all = await publish(file('redirects.json', PATTERNS), '--kinds', 'all');
    expect(all.out).toEqual([
      '  kinds of rules: all  (was paths,patterns)', '2 rules: 0 keys added, 0 changed, 1 removed', `${STORE} has this list now`,
    ]);
    expect(aws.store.entries.has('1!')).toBe(false);
    expect((await publish(file('redirects.json', '{"/a": "/b?x=1"}'))).code).toBe(0);
  });

  test('is of one list among others', async () => {
    await publish(file('redirects.json', PATHS), '--kinds', 'paths');
    expect((await publish(file('redirects.json', PATTERNS), '--prefix', 'shop')).code).toBe(0);
    await publish(file('redirects.json', PATHS), '--prefix', 'shop', '--kinds', 'paths');
    expect(aws.store.entries.get('shop:1!')).toBe('paths');
    expect((await publish(file('redirects.json', PATTERNS), '--prefix', 'shop')).code).toBe(1);
  });

  test('is not written with --dry-run', async () => {
    const { code, out } = await publish(file('redirects.json', PATHS), '--kinds', 'paths', '--dry-run');
    expect([code, out]).toEqual([0, expect.arrayContaining(['  kinds of rules: paths  (was all)'])]);
    expect(aws.writes).toEqual([]);
  });

  test('is a list of kinds, and for a key value store', async () => {
    const wrong = await publish(file('redirects.json', PATHS), '--kinds', 'paths,dates');
    expect([wrong.code, wrong.err.join()]).toEqual([2, expect.stringContaining('Write a list of paths, patterns, query, conditions, or all')]);
    const bucket = await run('publish', file('redirects.json', PATHS), '--s3', 's3://example-bucket/redirects.bin', '--kinds', 'paths');
    expect([bucket.code, bucket.err.join()]).toEqual([2, expect.stringContaining('--kinds is for a key value store')]);
  });
});

test('check --kinds reports rules of other kinds', async () => {
  const name = file('redirects.json', PATTERNS);
  expect((await run('check', name)).code).toBe(0);
  expect((await run('check', name, '--kinds', 'all')).code).toBe(0);
  expect(await run('check', name, '--kinds', 'paths')).toMatchObject({
    code: 1, out: [expect.stringMatching(/redirects\.json:3:1: error: .*\[EDGE_REDIRECT_STORE_KIND\]$/), expect.stringContaining('1 error')],
  });
});
