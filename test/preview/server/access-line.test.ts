import { accessLine } from '../../../src/preview/server/access-line';
import { customOrigin, lambdaAt, site, type SiteOptions } from '../support/site';

test('one line has the request, the response and the stages', async () => {
  const running = site({
    config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' }] },
  });
  await running.fetch('/missing?q=1');
  expect(accessLine(running.exchanges[0]!)).toMatch(
    /^\d\d:\d\d:\d\d GET \/missing\?q=1 404 Error \d+ ms {2}behavior: \* \| origin: .* answered 403 \| .* \| custom-error: 403 replaced by \/404\.html with 404$/,
  );
});

test('a request cannot send control characters to the terminal', async () => {
  const running = site();
  await running.fetch('/a\x1b[2J\x9b');
  expect(accessLine(running.exchanges[0]!)).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
});

describe('summaries of stages in the access line', () => {
  const code = (body: string) =>
    `exports.handler = async (event) => { const { request, response } = event.Records[0].cf; ${body} };`;
  const lambda = (event: string, body: string): SiteOptions => ({
    fill: (stack) => lambdaAt(event, stack.lambda('Fn', code(body))),
  });
  const acl = (Rules: object[], DefaultAction: object): SiteOptions => ({
    config: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
    fill: (stack) => void stack.resource('Acl', 'AWS::WAFv2::WebACL', { Name: 'site', DefaultAction, Rules }),
  });
  const all = {
    ByteMatchStatement: {
      FieldToMatch: { UriPath: {} },
      PositionalConstraint: 'STARTS_WITH',
      SearchString: '/',
      TextTransformations: [],
    },
  };
  const errors = {
    config: { CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 404, ResponsePagePath: '/404.html' }] },
  };
  const group = {
    Id: 'group',
    Members: { Items: [{ OriginId: 'first.example.com' }, { OriginId: 'web' }] },
    FailoverCriteria: { StatusCodes: { Items: [503] } },
  };
  const webFirst = {
    ...group,
    Members: { Items: [...group.Members.Items].reverse() },
    FailoverCriteria: { StatusCodes: { Items: [403] } },
  };
  const policy: SiteOptions = {
    fill: (stack) => ({
      ResponseHeadersPolicyId: stack.resource('Policy', 'AWS::CloudFront::ResponseHeadersPolicy', {
        ResponseHeadersPolicyConfig: { Name: 'strict' },
      }),
    }),
  };
  const web = 'WEB answered 200';
  const index: SiteOptions = {
    fill: (stack) => {
      stack.resource('Index', 'AWS::CloudFront::Function', {
        FunctionCode: "function handler(event) { event.request.uri += 'index.html'; return event.request; }",
        FunctionConfig: { Runtime: 'cloudfront-js-2.0' },
      }, 'Web/Index/Resource');
      return {
        FunctionAssociations: [
          { EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Index', 'FunctionARN'] } },
        ],
      };
    },
  };

  test.each<[string, SiteOptions, string, RequestInit, string[], string]>([
    ['only the origin', {}, '/', {}, [], `behavior: * | origin: ${web}`],
    ['another host', {}, '/', { headers: { host: 'a.example' } }, [], 'admit: host a.example is not an alias of the distribution'],
    ['a long URL', {}, `/${'x'.repeat(9_000)}`, {}, [], 'admit: the URL is too long'],
    ['large headers', {}, '/', { headers: { 'x-a': 'x'.repeat(40_000) } }, [], 'admit: the headers are too large'],
    ['a method', {}, '/', { method: 'DELETE' }, [], 'behavior: * | method: DELETE is not allowed'],
    ['an option', {}, '/index.html', {}, ['signed-url:/index*'], 'behavior: * | signed-url: --block signed-url:/index*'],
    ['an option for another path than the viewer sent', {}, '/', {}, ['signed-url:/index*'], `behavior: * | origin: ${web}`],
    ['a rule of a web ACL', acl([{ Name: 'r', Priority: 0, Action: { Block: {} }, Statement: all }], { Allow: {} }), '/', {}, [], 'behavior: * | waf: rule r blocks'],
    ['its default action', acl([], { Block: {} }), '/', {}, [], 'behavior: * | waf: default action blocks'],
    ['a web ACL that allows it', acl([], { Allow: {} }), '/', {}, [], `behavior: * | origin: ${web}`],
    ['viewer-request', lambda('viewer-request', 'return request;'), '/', {}, [], `behavior: * | viewer-request: Web/Fn passed the request on | origin: ${web}`],
    ['the path that it has', lambda('viewer-request', "request.uri = '/index.html'; return request;"), '/?a=b', {}, [], `behavior: * | viewer-request: Web/Fn passed the request on | origin: ${web}`],
    ['another path', lambda('viewer-request', "request.uri += '.html'; return request;"), '/404', {}, [], `behavior: * | viewer-request: Web/Fn passed the request on as /404.html | origin: ${web}`],
    ['another query', lambda('viewer-request', "request.querystring = 'b=2'; return request;"), '/404.html?a=1', {}, [], `behavior: * | viewer-request: Web/Fn passed the request on as /404.html?b=2 | origin: ${web}`],
    ['no query any more', lambda('viewer-request', "request.querystring = ''; return request;"), '/404.html?a=1', {}, [], `behavior: * | viewer-request: Web/Fn passed the request on as /404.html | origin: ${web}`],
    ['another path at origin-request', lambda('origin-request', "request.uri = '/404.html'; return request;"), '/', {}, [], `behavior: * | origin-request: Web/Fn passed the request on as /404.html | origin: ${web}`],
    ['another path by a CloudFront Function', index, '/docs/', {}, [], 'behavior: * | viewer-request: Web/Index passed the request on as /docs/index.html | origin: WEB answered 403'],
    ['another origin', { ...lambda('origin-request', "request.origin = { custom: { domainName: 'b.example.com', port: 80, protocol: 'http', path: '', sslProtocols: [], readTimeout: 5, keepaliveTimeout: 5, customHeaders: {} } }; request.headers.host[0].value = 'b.example.com'; return request;") }, '/404.html', {}, [],
      'behavior: * | origin-request: Web/Fn passed the request on to b.example.com | origin: b.example.com: Start the preview with --origin b.example.com=http://127.0.0.1:PORT (or any URL, or a folder).'],
    ['a generated response', lambda('viewer-request', "return { status: '410' };"), '/', {}, [], 'behavior: * | viewer-request: Web/Fn answered 410'],
    ['origin-request', lambda('origin-request', 'return request;'), '/', {}, [], `behavior: * | origin-request: Web/Fn passed the request on | origin: ${web}`],
    ['a response generated at origin-request', lambda('origin-request', "return { status: '410' };"), '/', {}, [], 'behavior: * | origin-request: Web/Fn answered 410'],
    ['origin-response', lambda('origin-response', 'return response;'), '/', {}, [], `behavior: * | origin: ${web} | origin-response: Web/Fn ran`],
    ['another status', lambda('origin-response', "response.status = '404'; return response;"), '/', {}, [], `behavior: * | origin: ${web} | origin-response: Web/Fn changed the status to 404`],
    ['viewer-response', lambda('viewer-response', 'return response;'), '/', {}, [], `behavior: * | origin: ${web} | viewer-response: Web/Fn ran`],
    ['a function that does not run', lambda('viewer-response', 'return response;'), '/no', {}, [], 'behavior: * | origin: WEB answered 403 | viewer-response: Web/Fn did not run: the origin answered 403'],
    ['an invalid result', lambda('viewer-request', 'return 5;'), '/', {}, [],
      'behavior: * | viewer-request: Web/Fn returned an invalid result: The Lambda function returned invalid JSON: The JSON output must be an object type. (the handler returned 5)'],
    ['a failure', lambda('viewer-request', "throw new Error('no');"), '/', {}, [], 'behavior: * | viewer-request: Web/Fn failed: Error: no'],
    ['a custom error', errors, '/no', {}, [], `behavior: * | origin: WEB answered 403 | behavior: * | origin: ${web} | custom-error: 403 replaced by /404.html with 404`],
    ['a page that is missing', { ...errors, files: { 'index.html': '' } }, '/no', {}, [],
      'behavior: * | origin: WEB answered 403 | behavior: * | origin: WEB answered 403 | custom-error: 403, but /404.html answered 403'],
    ['a failover', { origins: [customOrigin('first.example.com')], config: { OriginGroups: { Items: [group] } }, behavior: { TargetOriginId: 'group' } }, '/', {}, [],
      'behavior: * | origin: first.example.com: Start the preview with --origin first.example.com=http://127.0.0.1:PORT (or any URL, or a folder). | failover: 502 from first.example.com, failing over to WEB | origin: WEB answered 200'],
    ['a function that hides a status from an origin group', {
      ...lambda('origin-response', "response.status = '404'; return response;"),
      origins: [customOrigin('first.example.com')],
      config: { OriginGroups: { Items: [webFirst] } },
      behavior: { TargetOriginId: 'group' },
    }, '/no', {}, [],
    'behavior: * | origin: WEB answered 403 | origin-response: Web/Fn changed the status to 404 | failover: a function made 404 of 403; CloudFront may decide by either status'],
    ['a policy', policy, '/', {}, [], `behavior: * | origin: ${web} | response-headers-policy: strict`],
  ])('%s', async (_, options, url, init, blocks, expected) => {
    const running = site(options, { blocks });
    await running.fetch(url, init);
    const [, summaries] = accessLine(running.exchanges[0]!).split(/ ms {2}/);
    expect(summaries!.replace(/[\w.-]+\.s3\.[\w.-]+/g, 'WEB')).toBe(expected);
  });
});
