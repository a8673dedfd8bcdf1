import { built, custom } from './support';
import { edgeEvent } from '../support/events';

const PASS = 'exports.handler = async (e) => e.Records[0].cf.request;';
const WRITES = 'exports.handler = async (e) => ({ ...e.Records[0].cf.request, querystring: "a=#" });';
const event = (querystring: string) => edgeEvent('viewer-request', { uri: '/x', querystring });

// A guard that fails is a 503: viewers must not be able to cause that with a character.
it('a raw # in the request is accepted from a step that passes it on', async () => {
  const { run, logs } = built([custom(PASS, 'viewer-request')]);
  expect(await run(event('a=1#b'))).toMatchObject({ uri: '/x', querystring: 'a=1#b' });
  expect(logs).toEqual([]);
});

it('a # that the step added is an error', async () => {
  const { run } = built([custom(WRITES, 'viewer-request')]);
  expect(await run(event('a=1'))).toMatchObject({ status: '503' });
});
