import { PreviewError } from '../../../src/preview/errors';
import { json, lambdaAt, site, type SiteOptions } from '../support/site';

const ECHO = `exports.handler = async (event) => {
  const { config, request } = event.Records[0].cf;
  const seen = { domain: config.distributionDomainName, host: request.headers.host };
  return { status: '200', body: JSON.stringify(seen) };
};`;
const echo = (config: SiteOptions['config'] = { Aliases: ['www.example.com', '*.example.net'] }): SiteOptions => (
  { config, fill: (stack) => lambdaAt('viewer-request', stack.lambda('Fn', ECHO)) });

describe('--host-header', () => {
  it.each(['www.example.com', 'shop.example.net', 'd111111abcdef8.cloudfront.net'])(
    '%s is the Host that functions see; the domain of the distribution is another one', async (hostHeader) => {
      const running = site(echo(), { hostHeader });
      expect(await json(running.fetch('/'))).toEqual({
        domain: expect.stringMatching(/^d[a-z0-9]+\.cloudfront\.net$/), host: [{ key: 'Host', value: hostHeader }],
      });
    });

  it.each(['127.0.0.1:8080', 'localhost', '[::1]:80'])('replaces the host %s', async (host) => {
    const running = site(echo(), { hostHeader: 'www.example.com' });
    expect(await json(running.fetch('/', { headers: { host } }))).toMatchObject({ host: [{ value: 'www.example.com' }] });
  });

  // Otherwise a web page that points its own domain at 127.0.0.1 could read the preview.
  it('does not replace a host that is not a loopback host', async () => {
    const running = site(echo(), { hostHeader: 'www.example.com' });
    expect((await running.fetch('/', { headers: { host: 'evil.test' } })).status).toBe(403);
    expect(await json(running.fetch('/', { headers: { host: 'shop.example.net' } })))
      .toMatchObject({ host: [{ value: 'shop.example.net' }] });
  });

  it.each<[string, SiteOptions['config'], string]>([
    ['example.com', { Aliases: ['www.example.com'] }, 'got "example.com"; expected one of "www.example.com"'],
    ['www.example.com', {}, 'got "www.example.com"; it has none'],
  ])('%s is an error if it is not an alias', (hostHeader, config, message) => {
    const start = () => site(echo(config), { hostHeader });
    expect(start).toThrow(PreviewError);
    expect(start).toThrow(message);
    expect(start).toThrow('EDGE_PREVIEW_HOST_HEADER');
  });
});
