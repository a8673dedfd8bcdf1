import { Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import {
  EdgeBehaviors, EdgeErrorMasker, EdgeFunctions, EdgeRedirector, EdgeStepHost, ErrorAction, ErrorPage, ErrorStatuses,
  RedirectFormat, RedirectSource, SecurityHeaders,
} from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

/** The template of a site with these redirects. */
function functions(redirects: string, more: (site: ReturnType<typeof siteStack>) => void = () => {}, context = {}) {
  const site = siteStack(undefined, {}, context);
  new EdgeRedirector(site.stack, 'Redirects', {
    host: EdgeStepHost.LAMBDA_EDGE, distribution: site.distribution, source: RedirectSource.fromInline(redirects),
  });
  more(site);
  return Template.fromStack(site.stack);
}

const redirectFunction = (template: Template) => Object.values(template.findResources('AWS::Lambda::Function'))
  .find(({ Properties }) => Properties.Description.startsWith('viewer-request'))!;
const shownIn = (template: Template) => redirectFunction(template).Metadata['cdk-cloudfront-edge']['1 redirect'];
const many = (count: number) => JSON.stringify(Object.fromEntries(
  Array.from({ length: count }, (_, n) => [`/old/${n}`, `/new/${n}`])));

describe('the description of a function', () => {
  it('has the number and a digest of the rules, which does not depend on formatting and notes', () => {
    const { Description: text } = redirectFunction(functions('{ "/a": "/b", "/c": "/d" }')).Properties;
    expect(text).toMatch(/^viewer-request of Web\/Site: redirect \(2 rules, [0-9a-f]{12}\)$/);
    const noted = functions('{\n "/a": { "to": "/b", "note": "for the spring" },\n\n "/c": "/d" }');
    expect(redirectFunction(noted).Properties.Description).toBe(text);
    expect(redirectFunction(functions('{ "/a": "/b", "/c": "/e" }')).Properties.Description).not.toBe(text);
  });

  it('has them for error rules, too, and separates thousands', () => {
    const template = functions(many(1234), ({ stack, distribution }) => new EdgeErrorMasker(stack, 'Errors', {
      distribution, rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }],
    }));
    const texts = Object.values(template.findResources('AWS::Lambda::Function')).map((f) => f.Properties.Description);
    expect(texts).toContainEqual(expect.stringMatching(/redirect \(1,234 rules, /));
    expect(texts).toContainEqual(expect.stringMatching(/mask-errors \(1 rule, [0-9a-f]{12}\)$/));
  });

  it('has them also if the name of the distribution is long', () => {
    const { stack } = siteStack();
    const distribution = new Distribution(stack, 'x'.repeat(250), { defaultBehavior: { origin: siteOrigin } });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: RedirectSource.fromInline('{ "/a": "/b" }') });
    const { Description: text } = redirectFunction(Template.fromStack(stack)).Properties;
    expect(text).toMatch(/^viewer-request of Web\/xxx.*: redirect \(1 rule, [0-9a-f]{12}\)$/);
    expect(text.length).toBeLessThanOrEqual(256);
  });
});

describe('the metadata of a function', () => {
  it.each<[RedirectFormat, EdgeStepHost, string, string]>([
    [RedirectFormat.CLOUDFLARE, EdgeStepHost.LAMBDA_EDGE, '/file*.html', '/files/:splat'],
    [RedirectFormat.CLOUDFLARE, EdgeStepHost.CLOUDFRONT_FUNCTION, '/*.php/:page', '/:page/:splat'],
    [RedirectFormat.CLOUDFLARE, EdgeStepHost.LAMBDA_EDGE, '/:x-*', '/:splat/:x'],
    [RedirectFormat.NETLIFY, EdgeStepHost.LAMBDA_EDGE, '/n*', '/new/:splat'],
    [RedirectFormat.NETLIFY, EdgeStepHost.CLOUDFRONT_FUNCTION, '/n*', '/new/:splat'],
  ])('has lines that JSON cannot express as they are written: %s, %s, %s', (format, host, from, to) => {
    const { stack, distribution } = siteStack();
    const source = RedirectSource.fromInline(`${from} ${to} 301`, { format });
    new EdgeRedirector(stack, 'Redirects', { distribution, source, host });
    const { Resources } = Template.fromStack(stack).toJSON();
    const shown = Object.values<any>(Resources).map(({ Metadata }) => Metadata?.['cdk-cloudfront-edge']?.['1 redirect']);
    expect(shown).toContainEqual(expect.objectContaining({
      rules: expect.objectContaining({ [from]: expect.objectContaining({ to }) }),
    }));
  });

  it('has the rules by source, as in a file of rules, so that a diff shows which one changed', () => {
    expect(shownIn(functions(`{
      "/jobs": "/careers", "/blog/*": { "to": "/news/:splat", "statusCode": 302, "owner": "marketing" }, "/gone": { "statusCode": 410 }
    }`))).toEqual({
      count: 3,
      digest: expect.stringMatching(/^[0-9a-f]{12}$/),
      rules: { '/jobs': '/careers', '/blog/*': { to: '/news/:splat', statusCode: 302 }, '/gone': { statusCode: 410 } },
    });
  });

  it('numbers the rules of one source', () => {
    const { rules } = shownIn(functions(JSON.stringify([
      { from: '/a', to: '/b', when: { language: 'de' } }, { from: '/a', to: '/c' },
    ])));
    expect(Object.keys(rules)).toEqual(['/a', '/a (2)']);
  });

  it('describes error rules', () => {
    const template = functions('{ "/a": "/b" }', ({ stack, distribution }) => new EdgeErrorMasker(stack, 'Errors', {
      distribution,
      rules: [
        { statuses: ErrorStatuses.codes(403, 404), action: ErrorAction.redirectTo('/404.html') },
        { statuses: ErrorStatuses.serverErrors(), action: ErrorAction.respond({ page: ErrorPage.fromInline('<p>Sorry'), statusCode: 503 }) },
      ],
    }));
    const [masker] = Object.values(template.findResources('AWS::Lambda::Function')).filter((f) => f.Properties.Description.includes('mask'));
    const { rules } = masker.Metadata['cdk-cloudfront-edge']['1 mask-errors'];
    expect(rules['403, 404 GET, HEAD']).toBe('302 /404.html');
    expect(Object.values(rules)).toContainEqual(expect.stringMatching(/^503 with page 1 \(text\/html/));
  });

  it('is plain ASCII, and has nothing that CloudFormation would resolve', () => {
    const text = JSON.stringify(shownIn(functions('{ "/caf\u00e9": "/\u{1f600}", "/b": "/{{resolve:ssm:x}}" }')));
    expect(text).toMatch(/^[\x20-\x7e]*$/);
    expect(text).not.toContain('{{resolve');
  });

  it.each([[100, true], [5000, false]])('has the first of %i rules up to the limit, and the number of the others', (count, all) => {
    const template = functions(many(count));
    const shown = shownIn(template);
    expect(shown.count).toBe(count);
    expect(Object.keys(shown.rules)[0]).toBe('/old/0');
    expect(Object.keys(shown.rules).length === count).toBe(all);
    if (!all) expect(shown.rules.more).toBe(`${(count - Object.keys(shown.rules).length + 1).toLocaleString('en-US')} more rules`);
    expect(JSON.stringify(shown, undefined, 1).length).toBeLessThan(17_000);
  });

  it('is limited for a stack, however many sites it has', () => {
    const { stack } = siteStack();
    for (let n = 0; n < 12; n++) {
      const distribution = new Distribution(stack, `Site${n}`, { defaultBehavior: { origin: siteOrigin } });
      new EdgeRedirector(stack, `Redirects${n}`, {
        distribution, source: RedirectSource.fromInline(many(1000).replace('/old/0', `/site/${n}`)),
      });
    }
    const resources = Object.values(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
    const bytes = resources.map((r) => JSON.stringify(r.Metadata['cdk-cloudfront-edge'], undefined, 1).length);
    expect(bytes).toHaveLength(12);
    expect(bytes.reduce((a, b) => a + b)).toBeLessThan(70_000);
  });

  // Lambda publishes no version if only metadata changes: the deployment would fail.
  it.each([true, false])('does not change the version, with recognizeVersionProps %s', (flag) => {
    const context = { '@aws-cdk/aws-lambda:recognizeVersionProps': flag };
    const versions = (metadata: unknown) => Object.keys(functions('{ "/a": "/b" }', ({ distribution }) => (
      EdgeFunctions.of(distribution).forEach({
        customize: ({ lambdaFunction }) => (lambdaFunction!.node.defaultChild as CfnFunction).addMetadata('mine', metadata),
      })), context).findResources('AWS::Lambda::Version'));
    expect(versions('one')).toEqual(versions('another'));
  });

  it('is absent without rules', () => {
    const { stack, distribution } = siteStack();
    new SecurityHeaders(stack, 'Headers', { distribution, behaviors: EdgeBehaviors.all() });
    expect(JSON.stringify(Template.fromStack(stack).toJSON())).not.toContain('"cdk-cloudfront-edge"');
  });
});
