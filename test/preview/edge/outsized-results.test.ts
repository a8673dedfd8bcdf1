import { lambdaAt, site, type Running } from '../support/site';

function lambda(code: string, event = 'viewer-request'): Running {
  return site({
    fill: (stack) => lambdaAt(event, stack.lambda('Fn', `exports.handler = async (event) => { ${code} };`)),
  });
}

function cloudFrontFunction(code: string): Running {
  return site({
    fill: (stack) => {
      stack.resource('Fn', 'AWS::CloudFront::Function', {
        FunctionCode: `function handler(event) { ${code} }`, FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      }, 'Web/Fn/Resource');
      return {
        FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Fn', 'FunctionARN'] } }],
      };
    },
  });
}

const nested = (depth: number, each: string) => `var deep = 1; for (var i = 0; i < ${depth}; i++) deep = ${each};`;

describe('results that are nested too deeply or too long are invalid, and do not make the preview fail', () => {
  test.each<[string, () => Running]>([
    ['an array of 6,000 levels', () => lambda(`${nested(6000, '[deep]')} return deep;`)],
    ['a header of 6,000 levels', () => lambda(`${nested(6000, '{ a: deep }')} return { status: '200', headers: deep };`)],
    ['a status of 6,000 levels', () => lambda(`${nested(6000, '[deep]')} return { status: deep };`)],
    ['an origin of 6,000 levels', () => lambda(`${nested(6000, '[deep]')} const { request } = event.Records[0].cf;
      return { ...request, origin: { custom: { domainName: deep } } };`, 'origin-request')],
    ['text of a hundred thousand levels', () => lambda("JSON.stringify = () => '['.repeat(100_000) + ']'.repeat(100_000); return 1;")],
    ['6 MB of text', () => lambda("return 'x'.repeat(6_000_000);")],
    ['a status of 6 MB', () => lambda("return { status: 'x'.repeat(6_000_000) };")],
    ['a CloudFront Function: levels', () => cloudFrontFunction(`${nested(6000, '[deep]')} return deep;`)],
    ['a CloudFront Function: a status of levels', () => cloudFrontFunction(`${nested(6000, '[deep]')} return { statusCode: deep };`)],
    ['a CloudFront Function: a megabyte', () => cloudFrontFunction("return 'x'.repeat(1000000);")],
  ])('%s', async (_, start) => {
    const fn = start();
    expect((await fn.fetch('/')).status).toBe(502);
    expect(fn.exchanges[0]!.summaries.at(-1)!.text).toMatch(/returned an invalid result/);
    expect(fn.exchanges[0]!.summaries.at(-1)!.text.length).toBeLessThan(5_000);
    expect(fn.logs).toEqual([]);
  });

  test('an error of 6 MB is cut to one line', async () => {
    const fn = lambda("throw new Error('x'.repeat(6_000_000));");
    expect((await fn.fetch('/')).status).toBe(503);
    expect(fn.exchanges[0]!.summaries.at(-1)!.text.length).toBeLessThan(5_000);
    expect(fn.exchanges[0]!.summaries.at(-1)!.text).toMatch(/^Web\/Fn failed: Error: xxx.*… \(6\d{6} characters\)$/);
  });
});

test.each(['a\r\nb', 'é\u2603', '\u0000'])(
  'a reason phrase that HTTP does not allow (%j) is left out, also without a port',
  async (statusDescription) => {
    const fn = lambda(
      `return { status: '200', statusDescription: ${JSON.stringify(statusDescription)}, body: 'fine' };`,
    );
    const answer = await fn.fetch('/');
    expect([answer.status, answer.statusText, await answer.text()]).toEqual([200, '', 'fine']);
  },
);
