import { site, type Running } from '../support/site';

/** A bucket by its website endpoint: a custom origin whose domain name is extracted from the bucket's URL. */
function website(configuration: object = { IndexDocument: 'index.html', ErrorDocument: 'oops.html' }): Running {
  const domain = { 'Fn::Select': [2, { 'Fn::Split': ['/', { 'Fn::GetAtt': ['Bucket', 'WebsiteURL'] }] }] };
  return site({
    files: { 'index.html': 'home', 'docs/index.html': 'docs', 'oops.html': 'oops' },
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
