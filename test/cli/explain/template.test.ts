import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { explained, file, folder, json } from './support';
import { page, rendered } from '../../core/explain/support/render';
import { customOrigin, siteAssembly, type SiteOptions } from '../../preview/support/site';

const api = { PathPattern: '/api/*', TargetOriginId: 'api.example.com', ViewerProtocolPolicy: 'https-only' };
const spa = { CustomErrorResponses: [{ ErrorCode: 403, ResponsePagePath: '/index.html', ResponseCode: 200 }] };

/** A site with everything that can refuse a request. */
const everything: SiteOptions = {
  origins: [customOrigin('api.example.com')],
  behaviors: [
    api,
    {
      PathPattern: '/private/*',
      TargetOriginId: 'web',
      TrustedKeyGroups: [{ Ref: 'Keys' }],
      ViewerProtocolPolicy: 'allow-all',
    },
  ],
  config: {
    ...spa,
    Aliases: ['www.example.com', { Ref: 'Alias' }],
    Restrictions: { GeoRestriction: { RestrictionType: 'whitelist', Locations: ['CH', 'DE'] } },
    WebACLId: { 'Fn::GetAtt': ['Acl', 'Arn'] },
  },
  fill: (stack) => {
    stack.parameters.Alias = { Type: 'String' };
    stack.resource('Keys', 'AWS::CloudFront::KeyGroup', {});
    stack.resource('Acl', 'AWS::WAFv2::WebACL', {
      DefaultAction: { Allow: {} },
      CustomResponseBodies: { no: { ContentType: 'TEXT_PLAIN', Content: 'No bots' } },
      Rules: [
        {
          Name: 'NoBots',
          Priority: 1,
          Statement: { ManagedRuleGroupStatement: {} },
          Action: { Block: { CustomResponse: { ResponseCode: 418, CustomResponseBodyKey: 'no' } } },
        },
      ],
    });
    stack.resource(
      'Fn',
      'AWS::CloudFront::Function',
      {
        Name: 'auth',
        AutoPublish: true,
        FunctionCode: 'function handler(e) { return e.request; }',
        FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0' },
      },
      'Web/Fn/Resource',
    );
    return {
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Fn', 'FunctionARN'] } }],
    };
  },
};

test('a folder has what can answer with an error, where, and under which condition', async () => {
  const { code, list: all } = await json(siteAssembly(everything));
  expect(code).toBe(1);
  const list = all.filter((one) => one.code === undefined);
  const rows = list.map(
    ({ source, statuses, behaviors = ['all'], condition }) =>
      `${source} ${statuses.join('/')} ${behaviors.join(' ')}: ${condition}`,
  );
  expect(rows).toEqual([
    'custom-error-response 200 all: the status is 403, from any source: viewers get /index.html with 200; that hides blocks of AWS WAF, '
    + 'the geographic restriction, missing and expired signatures, errors of the origin of /api/*',
    'alternate-domain 403 all: the host of the request is neither an alias nor the domain name of the distribution',
    'geo-restriction 403 all: the viewer is not in one of the countries CH, DE',
    'waf 403 all: a rule of the web ACL blocks the request',
    'waf-custom-response 418 all: rule NoBots of the web ACL blocks the request',
    'viewer-protocol 403 /api/*: the request comes over HTTP',
    'method-not-allowed 403 /api/* /private/* *: the method is OPTIONS, PUT, POST, PATCH, DELETE',
    'get-with-body 403 /api/* /private/* *: the request is a GET with a body',
    'custom-origin  /api/*: the origin, or a firewall in front of it, answers with an error',
    'signed-url 403 /private/*: the request has no valid signed URL or cookie',
    's3-origin 403 /private/* *: an object does not exist: CloudFront may not list the bucket, so that S3 answers 403 and not 404',
    'edge-function-answered  *: the code of the function answers with an error, or fails (502, 503)',
  ]);
  for (const one of list) {
    expect(one).toMatchObject({
      confidence: 'certain',
      count: 1,
      distribution: 'Web/Site',
      template: expect.stringMatching(/template\.json$/),
    });
    expect([one.evidence.length, one.cure.length, one.link]).toEqual([
      expect.any(Number),
      expect.any(Number),
      expect.stringMatching(/^https:/),
    ]);
  }
  expect(list[1].evidence).toEqual(['aliases: www.example.com, and some that are only known at deploy time']);
  expect(list.at(-1).evidence).toEqual(['viewer-request: CloudFront Function Web/Fn']);
});

test.each<[string, SiteOptions, string, unknown]>([
  ['may list', { mayList: true }, 's3-origin', { statuses: [403, 404] }],
  ['may not list', {}, 's3-origin', { statuses: [403] }],
  ['has a web ACL of another app', { config: { WebACLId: 'arn:aws:wafv2:us-east-1:1:global/webacl/x/1' } }, 'waf', { condition: expect.stringContaining('not in this app') }],
  ['has a page for 404 only', { mayList: true, config: { CustomErrorResponses: [{ ErrorCode: 404, ResponsePagePath: '/404.html', ResponseCode: 404 }] } },
    'custom-error-response', { isWarning: false }],
  ['has a function of another app', { behavior: { LambdaFunctionAssociations: [{ EventType: 'origin-request', LambdaFunctionARN: 'arn:aws:lambda:us-east-1:1:function:x:1' }] } },
    'edge-function-answered', { evidence: ['origin-request: Lambda@Edge function arn:aws:lambda:us-east-1:1:function:x:1'] }],
])('a site that %s', async (_, options, source, expected) => {
  const { code, list } = await json(siteAssembly(options));
  expect(code).toBe(0);
  expect(list.find((one) => one.source === source)).toMatchObject(expected as object);
});

test('the report as text and as a page', async () => {
  const out = siteAssembly(everything);
  const text = (await explained(out)).out;
  expect(text).toMatch(
    /^Web\/Site \(Web\.template\.json\) can answer with an error:\n\n200: custom-error-response {2}\(warning\)\n {2}If: {13}the status is 403/,
  );
  const html = (await explained(out, '--html')).out;
  expect(html).toMatch(/^<!DOCTYPE html>[^]*<code>\/private\/\*<\/code> <code>\*<\/code>[^]*<\/html>\n$/);
  expect(html).not.toMatch(/<(script|img|link|iframe|object|embed|base|form|a)\b|\son\w+=|\b(src|href)=/i);
});

test('--template rules out what the distribution does not have', async () => {
  const blocked = file(rendered(page(403, 'Bad request.'), 'HAR'));
  const candidates = async (...options: string[]) =>
    (await json(blocked, ...options)).list[0].candidates.map((one: any) => one.source);
  expect(await candidates()).toContain('alternate-domain');
  expect(await candidates('--template', siteAssembly({ config: { Aliases: ['www.example.com'] } }))).toEqual([
    'stacked-distributions',
  ]);
  const {
    list: [other],
  } = await json(blocked, '--template', siteAssembly({ config: { Aliases: ['shop.example.com'] } }));
  expect(other).toMatchObject({ source: 'alternate-domain', confidence: 'likely' });
  expect(other.evidence).toEqual(
    expect.arrayContaining(['host: www.example.com', 'Web/Site has the aliases shop.example.com']),
  );
});

test('a folder that is not an app, or is damaged, is a wrong source', async () => {
  const damaged = join(folder, 'damaged');
  mkdirSync(damaged);
  writeFileSync(join(damaged, 'manifest.json'), '{');
  for (const args of [
    [folder],
    [damaged],
    [siteAssembly(), '--origin', 'x'],
    [file('HTTP/2 403\n\n'), '--template', damaged],
  ]) {
    const { code, out, error } = await explained(args[0], ...args.slice(1));
    expect([code, out]).toEqual([2, '']);
    expect(error).toMatch(/\[EDGE_EXPLAIN_INPUT\]\n$/);
  }
});
