import { site, type Running } from '../support/site';

/** A bucket by its website endpoint: a custom origin whose domain name is extracted from the bucket's URL. */
function website(configuration: object = { IndexDocument: 'index.html', ErrorDocument: 'oops.html' }): Running {
  const domain = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] }] }] };
  return site({
    files: { 'index.html': 'home', 'docs/index.html': 'docs', 'oops.html': 'oops', 'c++.txt': 'plus' },
    config: { DefaultRootObject: undefined },
    origins: [{ Id: 'website', DomainName: domain, CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }],
    behavior: { TargetOriginId: 'website' },
    fill: (stack) => { stack.resources.Bucket!.Properties.WebsiteConfiguration = configuration; },
  });
}

describe('a bucket by its website endpoint', () => {
  test.each([
    ['/', 200, 'home', null],
    ['/docs/', 200, 'docs', null],
    ['/c+%2B.txt', 200, 'plus', null],
    ['/docs', 302, '', '/docs/'],
    ['/missing', 404, 'oops', null],
  ])('%s', async (path, status, body, location) => {
    const response = await website().fetch(path, { headers: { range: 'bytes=0-99' } });
    expect([
      response.status === 206 ? 200 : response.status,
      await response.text(),
      response.headers.get('location'),
    ]).toEqual([status, body, location]);
  });

  test('without an error document, errors are HTML', async () => {
    const response = await website({ IndexDocument: 'index.html' }).fetch('/missing');
    expect([response.status, await response.text()]).toEqual([
      404,
      expect.stringContaining('<li>Code: NoSuchKey</li>'),
    ]);
  });

  test.each([
    ['by a prefix, to a prefix', { KeyPrefixEquals: 'old/' }, { ReplaceKeyPrefixWith: 'new/' }, '/old/a b', 301, /^http:\/\/bucket\.s3-website[^/]*\/new\/a%20b$/],
    ['before the object is looked up', { KeyPrefixEquals: 'docs/' }, { HostName: 'h.example.com' }, '/docs/', 301, /^http:\/\/h\.example\.com\/docs\/$/],
    ['to one key, with a status', { KeyPrefixEquals: 'docs/' }, { ReplaceKeyWith: 'index.html', Protocol: 'https', HttpRedirectCode: '307' }, '/docs/x', 307, /^https:\/\/bucket\.[^/]*\/index\.html$/],
    ['by an error', { HttpErrorCodeReturnedEquals: '404' }, { HostName: 'h.example.com', ReplaceKeyPrefixWith: 'gone/' }, '/missing', 301, /^http:\/\/h\.example\.com\/gone\/missing$/],
  ])('a routing rule redirects %s', async (_, RoutingRuleCondition, RedirectRule, path, status, location) => {
    const response = await website({ IndexDocument: 'index.html', RoutingRules: [{ RoutingRuleCondition, RedirectRule }] }).fetch(path);
    expect([response.status, response.headers.get('location')]).toEqual([status, expect.stringMatching(location)]);
  });

  test('the first routing rule applies, and none by an error that there is not', async () => {
    const rules = [
      { RoutingRuleCondition: { HttpErrorCodeReturnedEquals: '404', KeyPrefixEquals: 'docs/' }, RedirectRule: { HostName: 'a.example' } },
      { RoutingRuleCondition: { HttpErrorCodeReturnedEquals: '404' }, RedirectRule: { HostName: 'b.example' } },
    ];
    const running = website({ IndexDocument: 'index.html', RoutingRules: rules });
    expect((await running.fetch('/docs/')).status).toBe(200);
    expect((await running.fetch('/docs/x')).headers.get('location')).toBe('http://a.example/docs/x');
    expect((await running.fetch('/x')).headers.get('location')).toBe('http://b.example/x');
  });

  test('RedirectAllRequestsTo redirects every request', async () => {
    const response = await website({ RedirectAllRequestsTo: { HostName: 'www.example.com', Protocol: 'https' } }).fetch(
      '/docs/',
    );
    expect([response.status, response.headers.get('location')]).toEqual([301, 'https://www.example.com/docs/']);
  });
});

test('a Location that HTTP does not allow is left out of the response', async () => {
  const response = await website({ RedirectAllRequestsTo: { HostName: 'a\nb: c' } }).fetch('/x');
  expect([response.status, response.headers.get('location')]).toEqual([301, null]);
});

test('an object with a website redirect leads elsewhere, by the website endpoint', async () => {
  const domain = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] }] }] };
  const running = site({
    files: { 'moved.html': '' },
    origins: [{ Id: 'website', DomainName: domain, CustomOriginConfig: { OriginProtocolPolicy: 'http-only' } }],
    behavior: { TargetOriginId: 'website' },
    fill: (stack) => {
      stack.resources.Bucket!.Properties.WebsiteConfiguration = { IndexDocument: 'index.html' };
      stack.resources.Deployment!.Properties.SystemMetadata = { 'website-redirect': '/new.html' };
    },
  });
  const response = await running.fetch('/moved.html');
  expect([response.status, response.headers.get('location')]).toEqual([301, '/new.html']);
});
