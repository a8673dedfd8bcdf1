import { site, lambdaAt } from '../support/site';

const field = (FieldToMatch: object, PositionalConstraint: string, SearchString: string, ...types: string[]) => ({
  ByteMatchStatement: {
    FieldToMatch,
    PositionalConstraint,
    SearchString,
    TextTransformations: (types.length > 0 ? types : ['NONE']).map((Type, Priority) => ({ Type, Priority })),
  },
});
const path = (constraint: string, search: string, ...types: string[]) =>
  field({ UriPath: {} }, constraint, search, ...types);
const block = { Block: {} };

interface Rule { Name: string; Priority: number; Action?: object; OverrideAction?: object; Statement: object }

function protectedBy(rules: Rule[], acl: object = {}, options = {}) {
  return site({
    config: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
    fill: (stack) => {
      stack.resource('Acl', 'AWS::WAFv2::WebACL', {
        Scope: 'CLOUDFRONT',
        DefaultAction: { Allow: {} },
        Rules: rules,
        ...acl,
      });
    },
    ...options,
  });
}

describe('a web ACL of the app', () => {
  test('a block without a custom response is CloudFront\'s page of 919 bytes, before any function', async () => {
    const running = site({
      config: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
      fill: (stack) => {
        stack.resource('Acl', 'AWS::WAFv2::WebACL', {
          DefaultAction: { Allow: {} },
          Rules: [{ Name: 'admin', Priority: 0, Action: block, Statement: path('STARTS_WITH', '/wp-admin') }],
        });
        return lambdaAt(
          'viewer-request',
          stack.lambda('Fn', 'exports.handler = async () => { throw new Error("ran"); };'),
        );
      },
    });
    const response = await running.fetch('/wp-admin/setup.php');
    const body = await response.text();
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'server': 'CloudFront', 'content-type': 'text/html', 'content-length': '919', 'x-cache': 'Error from cloudfront',
    });
    expect([response.status, body.length]).toEqual([403, 919]);
    expect(body).toContain('<H2>The request could not be satisfied.</H2>\n<HR noshade size="1px">\nRequest blocked.\n');
    expect(body).toContain(`Request ID: ${response.headers.get('x-amz-cf-id')}`);
  });

  test.each<[string, object, string, RequestInit, boolean]>([
    ['EXACTLY', path('EXACTLY', '/a'), '/a', {}, true],
    ['EXACTLY, a longer path', path('EXACTLY', '/a'), '/ab', {}, false],
    ['ENDS_WITH', path('ENDS_WITH', '.php'), '/x.php', {}, true],
    ['CONTAINS', path('CONTAINS', 'etc'), '/x/etc/y', {}, true],
    ['CONTAINS_WORD', path('CONTAINS_WORD', 'etc'), '/fetch', {}, false],
    ['case matters', path('STARTS_WITH', '/admin'), '/ADMIN', {}, false],
    ['LOWERCASE', path('STARTS_WITH', '/admin', 'LOWERCASE'), '/ADMIN', {}, true],
    ['not decoded', path('CONTAINS', '/admin', 'LOWERCASE'), '/%2FADMIN', {}, false],
    ['decoded, then lower case', path('CONTAINS', '/admin', 'URL_DECODE', 'LOWERCASE'), '/%2FADMIN', {}, true],
    ['the query string', field({ QueryString: {} }, 'CONTAINS', 'union'), '/?q=union+select', {}, true],
    ['one parameter', field({ SingleQueryArgument: { Name: 'q' } }, 'EXACTLY', 'x'), '/?p=y&q=x', {}, true],
    ['a header', field({ SingleHeader: { Name: 'User-Agent' } }, 'CONTAINS', 'bot'), '/', { headers: { 'user-agent': 'a bot' } }, true],
    ['a header that is missing', field({ SingleHeader: { Name: 'x-none' } }, 'CONTAINS', ''), '/', {}, false],
    ['the method', field({ Method: {} }, 'EXACTLY', 'HEAD'), '/', { method: 'HEAD' }, true],
    ['and', { AndStatement: { Statements: [path('STARTS_WITH', '/a'), path('ENDS_WITH', 'z')] } }, '/ab', {}, false],
    ['or', { OrStatement: { Statements: [path('STARTS_WITH', '/a'), path('ENDS_WITH', 'z')] } }, '/ab', {}, true],
    ['not', { NotStatement: { Statement: path('STARTS_WITH', '/a') } }, '/b', {}, true],
  ])('%s', async (_, Statement, url, init, blocked) => {
    const response = await protectedBy([{ Name: 'r', Priority: 0, Action: block, Statement }]).fetch(url, init);
    expect(response.headers.get('content-length') === '919').toBe(blocked);
  });

  test('rules are evaluated by priority; allow ends the evaluation, count does not', async () => {
    const running = protectedBy([
      { Name: 'last', Priority: 9, Action: block, Statement: path('STARTS_WITH', '/') },
      { Name: 'counted', Priority: 1, Action: { Count: {} }, Statement: path('STARTS_WITH', '/') },
      { Name: 'open', Priority: 2, Action: { Allow: {} }, Statement: path('STARTS_WITH', '/index') },
    ]);
    expect((await running.fetch('/index.html')).status).toBe(200);
    expect((await running.fetch('/other')).status).toBe(403);
    expect(running.exchanges[1]!.summaries).toContainEqual({ stage: 'waf', text: 'rule last blocks' });
  });

  test('the default action may block', async () => {
    const running = protectedBy(
      [{ Name: 'open', Priority: 0, Action: { Allow: {} }, Statement: path('EXACTLY', '/index.html') }],
      { DefaultAction: { Block: {} } },
    );
    expect([(await running.fetch('/index.html')).status, (await running.fetch('/x')).status]).toEqual([200, 403]);
  });

  test('a custom response is not replaced by a custom error page', async () => {
    const running = protectedBy(
      [
        {
          Name: 'r',
          Priority: 0,
          Statement: path('STARTS_WITH', '/x'),
          Action: {
            Block: {
              CustomResponse: {
                ResponseCode: 403,
                CustomResponseBodyKey: 'own',
                ResponseHeaders: [{ Name: 'x-why', Value: 'rule' }],
              },
            },
          },
        },
      ],
      { CustomResponseBodies: { own: { ContentType: 'APPLICATION_JSON', Content: '{"blocked":true}' } } },
      {
        config: {
          WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] },
          CustomErrorResponses: [{ ErrorCode: 403, ResponseCode: 200, ResponsePagePath: '/index.html' }],
        },
      },
    );
    const response = await running.fetch('/x');
    expect([
      response.status,
      await response.text(),
      response.headers.get('x-why'),
      response.headers.get('content-type'),
    ]).toEqual([403, '{"blocked":true}', 'rule', 'application/json']);
  });

  test('rules that only AWS can evaluate are listed in one note, and never match', async () => {
    const running = protectedBy([
      { Name: 'common', Priority: 0, OverrideAction: { None: {} }, Statement: { ManagedRuleGroupStatement: { VendorName: 'AWS', Name: 'AWSManagedRulesCommonRuleSet' } } },
      { Name: 'mixed', Priority: 1, Action: block, Statement: { NotStatement: { Statement: { IPSetReferenceStatement: { Arn: 'a' } } } } },
      { Name: 'odd', Priority: 2, Action: block, Statement: path('STARTS_WITH', '/', 'JS_DECODE') },
    ]);
    expect(running.notes).toMatchObject([
      {
        code: 'EDGE_PREVIEW_WAF_RULE_SKIPPED',
        message: expect.stringContaining(
          'common (ManagedRuleGroupStatement), mixed (IPSetReferenceStatement), odd (JS_DECODE)',
        ),
      },
    ]);
    expect((await running.fetch('/')).status).toBe(200);
  });

  test('a web ACL of another app is reported', () => {
    const running = site({ config: { WebACLId: 'arn:aws:wafv2:us-east-1:1:global/webacl/x/y' } });
    expect(running.notes).toMatchObject([{ code: 'EDGE_PREVIEW_WAF_ELSEWHERE' }]);
  });
});

describe('--block', () => {
  test.each([
    ['waf', 'Request blocked.', 'text/html', 919],
    ['geo', 'The Amazon CloudFront distribution is configured to block access from your country.', 'text/html', 986],
    ['signed-url', 'Missing Key-Pair-Id query parameter or cookie value', 'text/xml', 146],
  ])('%s', async (kind, message, type, length) => {
    const response = await site({}, { blocks: [`${kind}:/secret/*`] }).fetch('/secret/x');
    const body = await response.text();
    expect([
      response.status,
      response.headers.get('content-type'),
      response.headers.get('server'),
      body.length,
    ]).toEqual([403, type, 'CloudFront', length]);
    expect(body).toContain(message);
  });

  test('other paths are not blocked', async () => {
    expect((await site({}, { blocks: ['waf:/secret/*'] }).fetch('/')).status).toBe(200);
  });
});

describe('other statements', () => {
  const NONE = [{ Type: 'NONE', Priority: 0 }];
  const lower = [{ Type: 'LOWERCASE', Priority: 0 }];
  const on = (Statement: object, options = {}) => protectedBy([{ Name: 'r', Priority: 0, Action: block, Statement }], {}, options);
  const regex = (RegexString: string, TextTransformations: object[] = NONE, FieldToMatch: object = { UriPath: {} }) => (
    { RegexMatchStatement: { FieldToMatch, RegexString, TextTransformations } });
  const size = (ComparisonOperator: string, Size: number) => ({
    SizeConstraintStatement: { FieldToMatch: { QueryString: {} }, ComparisonOperator, Size, TextTransformations: NONE },
  });

  test.each<[string, object, string, boolean]>([
    ['an expression', regex('^/v\\d+$'), '/v12', true],
    ['an expression that is not found', regex('^/v\\d+$'), '/v12/a', false],
    ['an expression with (?i)', regex('(?i)ADMIN'), '/x/admin', true],
    ['an expression after a transformation', regex('^/admin', lower), '/ADMIN', true],
    ['an expression on a header that is missing', regex('^$', NONE, { SingleHeader: { Name: 'x-none' } }), '/', false],
    ['the root, which has a default root object', path('EXACTLY', '/'), '/', true],
    ['a size above', size('GT', 3), '/?a=12', true],
    ['a size that is equal', size('GT', 4), '/?a=12', false],
    ['a size of at most', size('LE', 0), '/', true],
  ])('%s', async (_, statement, url, blocks) => {
    const running = on(statement);
    const { headers } = await running.fetch(url);
    expect(headers.get('content-length') === '919').toBe(blocks);
    expect(running.notes).toEqual([]);
  });

  test('a set of expressions of the app', async () => {
    const running = site({
      config: { WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] } },
      fill: (stack) => {
        stack.resource('Set', 'AWS::WAFv2::RegexPatternSet', { RegularExpressionList: ['^/a$', '^/b$'], Scope: 'CLOUDFRONT' });
        const RegexPatternSetReferenceStatement = {
          Arn: { 'Fn::GetAtt': ['Set', 'Arn'] }, FieldToMatch: { UriPath: {} }, TextTransformations: NONE,
        };
        stack.resource('Acl', 'AWS::WAFv2::WebACL', {
          DefaultAction: { Allow: {} },
          Rules: [{ Name: 'r', Priority: 0, Action: block, Statement: { RegexPatternSetReferenceStatement } }],
        });
      },
    });
    const sizes = ['/a', '/b', '/c'].map(async (url) => (await running.fetch(url)).headers.get('content-length') === '919');
    expect(await Promise.all(sizes)).toEqual([true, true, false]);
  });

  test('a country, as far as it is given', async () => {
    const running = on({ NotStatement: { Statement: { GeoMatchStatement: { CountryCodes: ['US', 'CA'] } } } });
    const blocks = async (country?: string) => {
      const { headers } = await running.fetch('/', { headers: country === undefined ? {} : { 'cloudfront-viewer-country': country } });
      return headers.get('content-length') === '919';
    };
    expect([await blocks('DE'), await blocks('CA'), await blocks()]).toEqual([true, false, false]);
  });

  test('an expression that JavaScript does not have is left to AWS', () => {
    expect(on(regex('a++')).notes.map(({ message }) => message)).toEqual([expect.stringContaining('r (RegexMatchStatement of another kind)')]);
  });
});
