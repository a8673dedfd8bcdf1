import { built, custom } from './support';
import { edgeEvent } from '../support/events';

const PASS = 'exports.handler = async (e) => e.Records[0].cf.request;';
const WRITES = 'exports.handler = async (e) => ({ ...e.Records[0].cf.request, querystring: "a=#" });';
const event = (querystring: string) => edgeEvent('viewer-request', { uri: '/x', querystring });

// A guard that fails is a 503: a viewer must not be able to bring that about with a character.
it('a raw # that came with the request is no failure of a step that passes it on', async () => {
  const { run, logs } = built([custom(PASS, 'viewer-request')]);
  expect(await run(event('a=1#b'))).toMatchObject({ uri: '/x', querystring: 'a=1#b' });
  expect(logs).toEqual([]);
});

it('a # that the step has written is one', async () => {
  const { run } = built([custom(WRITES, 'viewer-request')]);
  expect(await run(event('a=1'))).toMatchObject({ status: '503' });
});
