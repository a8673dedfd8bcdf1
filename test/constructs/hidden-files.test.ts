import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import { CachePolicy, OriginRequestPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeRedirector, RedirectEventType, RedirectFormat, RedirectSource } from '../../src';
import { codeOf, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

function redirected(text: string, event: RedirectEventType, format = RedirectFormat.NETLIFY) {
  const made = siteStack(undefined, {
    defaultBehavior: {
      origin: siteOrigin,
      cachePolicy: CachePolicy.CACHING_DISABLED,
      originRequestPolicy: OriginRequestPolicy.ALL_VIEWER,
    },
  });
  const source = RedirectSource.fromInline(text, { format });
  new EdgeRedirector(made.stack, 'Redirects', { distribution: made.distribution, source, event });
  return made;
}

const EARLY = [RedirectEventType.VIEWER_REQUEST, RedirectEventType.ORIGIN_REQUEST];

describe('an EdgeRedirector with a `_redirects` file', () => {
  it.each(EARLY)('reports an error on %s if a line would hide every file', (event) => {
    for (const line of ['/* /index.html 200', '/* /404.html 404', '/* /index.html 302']) {
      expect(() => redirected(`/a https://b.test/\n${line}`, event).app.synth()).toThrow(
        /redirects:2:1 .*EDGE_REDIRECT_HIDES_FILES/s,
      );
      const forced = redirected(`/a https://b.test/\n${line}!`, RedirectEventType.VIEWER_REQUEST);
      expect(() => forced.app.synth()).not.toThrow();
    }
  });

  it('warns about lines that would hide some files', () => {
    const { stack } = redirected('/blog/* https://b.test/:splat 301', RedirectEventType.VIEWER_REQUEST);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_HIDES_FILES'));
  });

  it('applies lines on origin-response if the origin has no file, and lines with ! always', async () => {
    const text = '/blog/* https://b.test/:splat 301\n/old/* https://b.test/o/:splat 302!\n/* https://b.test/404 302';
    const { stack } = redirected(text, RedirectEventType.ORIGIN_RESPONSE);
    Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('HIDES_FILES'));
    const template = Template.fromStack(stack);
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    const responseTo = async (uri: string, status: number) => {
      const response = await handler(edgeEvent('origin-response', { uri, status }));
      return response.headers.location?.[0].value ?? response.status;
    };
    for (const status of [200, 206, 304, 500]) {
      expect([await responseTo('/blog/a', status), await responseTo('/script.js', status)]).toEqual([String(status), String(status)]);
      expect(await responseTo('/old/a', status)).toBe('https://b.test/o/a');
    }
    for (const status of [403, 404]) {
      expect([await responseTo('/blog/a', status), await responseTo('/old/a', status), await responseTo('/none', status)]).toEqual([
        'https://b.test/a', 'https://b.test/o/a', 'https://b.test/404',
      ]);
    }
    const { headers } = await handler(edgeEvent('origin-response', { uri: '/blog/a', status: 404 }));
    expect(headers['cache-control'][0].value).toBe('max-age=0, s-maxage=300');
  });

  it('names the construct that serves a page on origin-response, where a rewrite is too late', () => {
    const synth = (line: string) => () => redirected(line, RedirectEventType.ORIGIN_RESPONSE).app.synth();
    expect(synth('/* /index.html 200')).toThrow(/EdgeErrorMasker.*EDGE_REDIRECT_REWRITE_LATE/s);
    expect(synth('/a /b 200')).toThrow(/ORIGIN_REQUEST.*EDGE_REDIRECT_REWRITE_LATE/s);
  });

  it('warns about a JSON rule for every file', async () => {
    const { stack } = redirected('{"/*": "/index.html"}', RedirectEventType.VIEWER_REQUEST, RedirectFormat.JSON);
    Annotations.fromStack(stack).hasWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT_HIDES_FILES'));
  });
});
