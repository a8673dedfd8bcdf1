import { localAws, withEnvironment } from './support/local-aws';
import { STORE } from './support/local-store';
import { compileRules } from '../../../../src/core/redirects/compile';
import { parseRules } from '../../../../src/core/redirects/parse';
import { file, run } from '../support';

const aws = localAws();
beforeEach(() => {
  aws.store.entries = new Map([['1=/a', '301/b'], ['1/', '[""]']]);
  aws.bucket.put('example-bucket/redirects.bin', packed('{"/a": "/b"}'));
});

function packed(text: string): Uint8Array {
  return compileRules(parseRules(text, { format: 'json' }).rules).program!;
}

function publish(...args: string[]) {
  return withEnvironment(aws.environment, () => run('publish', '--wait', '0', ...args));
}

const TARGETS: [string, string[]][] = [
  ['--kvs', ['--kvs', STORE]], ['--s3', ['--s3', 's3://example-bucket/redirects.bin']],
];

/** Lists without any rule, and lists of which none applies any more. */
const NO_RULES: [string, string, string][] = [
  ['an object', 'redirects.json', '{}'],
  ['an array', 'redirects.json', '[]'],
  ['defaults alone', 'redirects.json', '{"$defaults": {"statusCode": 302}}'],
  ['a table with its header alone', 'redirects.csv', 'from,to\n'],
  ['comments', '_redirects', '# nothing yet\n'],
  ['lines that Netlify ignores', '_redirects', '/a\n/b b\n'],
];
const NONE_APPLIES: [string, string, string][] = [
  ['expired', 'redirects.json', '{"/a": {"to": "/b", "end": "2020-01-01"}, "/c": {"to": "/d", "end": "2020-02-01"}}'],
  ['lines that never apply', '_redirects', '/* /\n'],
  ['exemptions alone', 'redirects.json', '{"/a": null}'],
];

describe.each(TARGETS)('publish %s refuses', (_, to) => {
  test.each([...NO_RULES, ...NONE_APPLIES])('a list: %s', async (__, name, text) => {
    const { code, out, err } = await publish(file(name, text), ...to);
    const why = NO_RULES.some((one) => one[2] === text) ? 'the list has no rules' : 'no rule of the list answers requests any more';
    expect([code, out, err.at(-1)]).toEqual([1, [], `cdk-cloudfront-edge redirects publish: ${why}, so that ${to[1]} `
      + 'would redirect nothing; nothing is written; if that is what you want, add --allow-empty  [EDGE_PUBLISH_EMPTY]']);
    expect(aws.calls).toEqual([]);
  });

  test('such a list with --dry-run, and as JSON', async () => {
    const { code, out, err } = await publish(file('redirects.json', '{}'), ...to, '--dry-run', '--json');
    expect([code, err, JSON.parse(out.join(''))]).toEqual([1, [], {
      target: to[1],
      written: false,
      rules: 0,
      problems: [{ code: 'EDGE_PUBLISH_EMPTY', severity: 'error', message: expect.stringContaining('--allow-empty') }],
    }]);
  });
});

describe.each(TARGETS)('publish %s writes', (_, to) => {
  test('an empty list with --allow-empty', async () => {
    const { code, out } = await publish(file('redirects.json', '{}'), ...to, '--allow-empty');
    expect([code, out.at(-1), out.some((line) => line.startsWith('- /a '))]).toEqual([
      0, `${to[1]} has this list now`, true,
    ]);
    expect(aws.writes).toHaveLength(1);
  });

  test.each<[string, string]>([
    ['begins later', '{"/a": {"to": "/b", "start": "2099-01-01"}}'],
    ['has not ended', '{"/old": {"to": "/b", "end": "2020-01-01"}, "/a": {"to": "/c", "end": "2099-01-01"}}'],
    ['is a status', '{"/a": {"statusCode": 410}}'],
  ])('a list with a rule that %s', async (__, text) => {
    expect(await publish(file('redirects.json', text), ...to)).toMatchObject({ code: 0 });
  });

  test('an empty file beside one with rules', async () => {
    const names = [file('one.json', '{}'), file('two.json', '{"/a": "/c"}')];
    expect(await publish(...names, ...to)).toMatchObject({ code: 0 });
  });
});
