import { file, run } from '../support';
import { localAws, withEnvironment } from './support/local-aws';
import { xml } from './support/local-bucket';
import { refused, STORE } from './support/local-store';

const aws = localAws();

const OBJECT = 's3://example-bucket/redirects.bin';

async function publish(text: string, ...args: string[]) {
  const name = file('redirects.json', text);
  const { code, out, err } = await withEnvironment(aws.environment, () => (
    run('publish', name, '--wait', '0', '--json', ...args)));
  return { code, err, json: JSON.parse(out.join('')) };
}

const failure = (code: string, message: string) => ({ code, severity: 'error', message: expect.stringContaining(message) });

describe('publish --json prints a result with the error', () => {
  test('if AWS refuses to read or to write a store', async () => {
    for (const method of ['GET', 'POST']) {
      aws.fault = (call) => (call.method === method ? refused(403, 'AccessDeniedException', 'no') : undefined);
      expect(await publish('{"/a": "/b"}', '--kvs', STORE)).toEqual({
        code: 1,
        err: [],
        json: {
          target: STORE,
          written: false,
          rules: 1,
          problems: [failure('EDGE_PUBLISH_AWS', 'AccessDeniedException: no (403); the permissions that it needs')],
        },
      });
    }
  });

  test('if AWS refuses to read or to write an object', async () => {
    for (const [method, name] of [['GET', 'InvalidAccessKeyId'], ['PUT', 'AccessDenied']]) {
      aws.fault = (call) => (call.method === method ? xml(403, name) : undefined);
      expect(await publish('{"/a": "/b"}', '--s3', OBJECT)).toEqual({
        code: 1,
        err: [],
        json: { target: OBJECT, written: false, rules: 1, problems: [failure('EDGE_PUBLISH_AWS', name)] },
      });
    }
  });

  test('and says that something was written, if the second call fails', async () => {
    let writes = 0;
    aws.fault = ({ method }) => (method === 'POST' && ++writes === 2 ? refused(403, 'AccessDeniedException', 'no') : undefined);
    const { code, json } = await publish('{"/a": "/b", "/c": {"to": "/d", "end": "2020-01-01"}}', '--kvs', STORE);
    expect([code, json.written, json.problems.map((problem: { code: string }) => problem.code)]).toEqual([
      1, true, ['EDGE_REDIRECT_EXPIRED', 'EDGE_PUBLISH_AWS'],
    ]);
  });

  test('and says that the object was written, if it cannot be read again', async () => {
    let reads = 0;
    aws.fault = ({ method }) => (method === 'GET' && ++reads === 2 ? xml(403, 'InvalidAccessKeyId') : undefined);
    expect(await publish('{"/a": "/b"}', '--s3', OBJECT)).toMatchObject({ code: 1, json: { written: true } });
  });

  test('if rules cannot be applied there, with their places', async () => {
    const { code, err, json } = await publish(`{"/a": "/${'b'.repeat(1_100)}"}`, '--kvs', STORE);
    expect([code, err]).toEqual([1, []]);
    expect(json).toMatchObject({ target: STORE, written: false, rules: 1 });
    expect(json.problems).toEqual([
      expect.objectContaining({ code: 'EDGE_REDIRECT_STORE_VALUE', line: 1, column: 2 }),
      failure('EDGE_PUBLISH_RULES', 'nothing is written'),
    ]);
  });

  test('if the object is something else', async () => {
    aws.bucket.put('example-bucket/redirects.bin', '<!doctype html><title>A page that is longer than a header</title>');
    const { code, json } = await publish('{"/a": "/b"}', '--s3', OBJECT);
    expect([code, json.problems]).toEqual([1, [failure('EDGE_PUBLISH_OTHER', 'is not replaced')]]);
  });

  test('if the list has errors', async () => {
    expect(await publish('{"/a": "/b", "/b": "/a"}', '--s3', OBJECT)).toMatchObject({
      code: 1, err: [], json: { target: OBJECT, written: false, problems: [{ code: 'EDGE_REDIRECT_LOOP' }] },
    });
  });
});

test('without an error, it says what was written', async () => {
  expect(await publish('{"/a": "/b"}', '--s3', OBJECT)).toMatchObject({ code: 0, json: { target: OBJECT, written: true } });
  expect(await publish('{"/a": "/b"}', '--s3', OBJECT)).toMatchObject({ code: 0, json: { written: false, problems: [] } });
  expect(await publish('{"/a": "/c"}', '--s3', OBJECT, '--dry-run')).toMatchObject({ code: 0, json: { written: false } });
});
