import { custom, handles, redirects, securityHeaders } from './support';
import { composeCode, inlineData } from '../../src/attach/slots/code';
import { composeCloudFrontFunction } from '../../src/attach/slots/function-code';
import { lambdaAt, site } from '../preview/support/site';

const guarded = (code: string, config: object = {}) =>
  site({
    fill: (stack) =>
      lambdaAt(
        'viewer-request',
        stack.lambda(
          'Fn',
          composeCode([custom(code, 'viewer-request', config), redirects, securityHeaders], inlineData),
          {
            Runtime: 'nodejs24.x',
            Timeout: 1,
          },
        ),
      ),
  });

describe('faults of a step in the preview', () => {
  test.each([
    ['throws', handles('throw new Error("boom");')],
    ['never answers', handles('return new Promise(() => undefined);')],
    ['throws from a timer', 'exports.handler = (event, context, callback) => { setTimeout(() => { throw new Error("boom"); }, 5); };'],
    ['returns nonsense', handles('return { status: "abc" };')],
  ])('a step that %s behaves as at the edge', async (_, code) => {
    const running = guarded(code);
    const response = await running.fetch('/index.html');
    expect([response.status, response.headers.get('cache-control'), response.headers.get('x-frame-options')]).toEqual([
      503,
      'no-store',
      'DENY',
    ]);
    expect(response.headers.get('x-cache')).toBe('LambdaGeneratedResponse from cloudfront');
    expect(running.logs.join('\n')).toMatch(/"code":"EDGE_STEP_FAILED".*"refused":true/);
    expect((await guarded(code, { pass: true }).fetch('/index.html')).status).toBe(200);
  });

  test('callback handlers run, on Node.js 24 as well', async () => {
    const code =
      'exports.handler = (event, context, callback) => setTimeout(() => callback(null, { status: "401" }), 5);';
    expect((await guarded(code).fetch('/index.html')).status).toBe(401);
  });

  test('a late failure is one log line, and the function continues', async () => {
    const running = guarded(handles('setTimeout(() => { throw new Error("late boom"); }, 1); return request;'));
    expect((await running.fetch('/index.html')).status).toBe(200);
    await new Promise((go) => setTimeout(go, 50));
    expect((await running.fetch('/index.html')).status).toBe(200);
    expect(running.logs.join('\n')).toMatch(/"code":"EDGE_STEP_LATE","message":"Error: late boom"/);
  });

  test.each([[false, 503], [true, 200]])('a CloudFront Function, which may pass: %s', async (pass, status) => {
    const step = custom('function handler(event) { throw new Error("boom"); }', 'viewer-request', pass ? { pass } : {});
    const running = site({
      fill: (stack) => {
        const code = composeCloudFrontFunction([step]);
        stack.resource('Cff', 'AWS::CloudFront::Function', {
          FunctionCode: code,
          FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
        });
        return {
          FunctionAssociations: [
            { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Cff', 'FunctionARN'] } },
          ],
        };
      },
    });
    const response = await running.fetch('/index.html');
    expect([response.status, response.headers.get('cache-control')]).toEqual([status, pass ? null : 'no-store']);
  });
});
