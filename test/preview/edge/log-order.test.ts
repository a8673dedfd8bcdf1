import { lambdaAt, site } from '../support/site';

test('output that a function prints before its answer is logged before the response is sent', async () => {
  const code =
    'exports.handler = async (e) => { console.log(`line ${e.Records[0].cf.request.uri}`); return { status: "200" }; };';
  const fn = site({ fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', code)) });
  const late: string[] = [];
  for (let i = 0; i < 2000; i++) {
    await fn.fetch(`/${i}`);
    if (fn.logs.at(-1) !== `Web/Fn: line /${i}`) late.push(`/${i}`);
  }
  expect(late).toEqual([]);
});
