import { Duration, Fn, Lazy } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import { Distribution } from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeRedirector, EdgeStepHost,
  RedirectSource,
  SecurityHeaders,
  type SecurityHeadersProps,
} from '../../src';
import { codeOf, renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { DOMAIN, edgeEvent } from '../support/events';

const dynamicCsp = ContentSecurityPolicy.fromDirectives({
  defaultSrc: [CspSource.NONE],
  scriptSrc: [CspSource.distributionDomain()],
  connectSrc: [CspSource.SELF, CspSource.host('https://api.example.com')],
});

function synth(props: Partial<SecurityHeadersProps> = {}) {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution, ...props });
  return Template.fromStack(stack);
}

describe('SecurityHeaders', () => {
  it('sets one policy with sound defaults on every behavior, and no function', () => {
    const template = synth();
    template.resourceCountIs('AWS::CloudFront::ResponseHeadersPolicy', 1);
    template.resourceCountIs('AWS::Lambda::Function', 0);
    const [id] = Object.keys(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    for (const behavior of Object.values(renderedBehaviors(template))) expect(behavior.policy).toEqual({ Ref: id });
    template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: {
            AccessControlMaxAgeSec: 31536000,
            IncludeSubdomains: false,
            Preload: false,
            Override: true,
          },
          ContentTypeOptions: { Override: true },
          FrameOptions: { FrameOption: 'SAMEORIGIN', Override: true },
          ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin', Override: true },
          XSSProtection: { Protection: false, Override: true },
          ContentSecurityPolicy: {
            ContentSecurityPolicy: Match.stringLikeRegexp("^default-src 'none'; script-src 'self';.*object-src 'none'"),
            Override: true,
          },
        },
        RemoveHeadersConfig: { Items: Match.arrayWith([{ Header: 'X-Powered-By' }]) },
      },
    });
  });

  it('stays within the limits of CloudFront', () => {
    const [policy] = Object.values(synth().findResources('AWS::CloudFront::ResponseHeadersPolicy'));
    const { CustomHeadersConfig, Name, Comment } = policy.Properties.ResponseHeadersPolicyConfig;
    expect(CustomHeadersConfig.Items.length).toBeLessThanOrEqual(10);
    expect(JSON.stringify(CustomHeadersConfig).length).toBeLessThan(10_240);
    expect(Name).toMatch(/^Web-Headers-.*-us-east-1$/); // names are unique in the account, whatever the Region
    expect(Comment.length).toBeLessThanOrEqual(128);
  });

  it('does not change behaviors that are not selected', () => {
    const behaviors = renderedBehaviors(synth({ behaviors: EdgeBehaviors.allExcept('/api/*') }));
    expect(behaviors['/api/*'].policy).toBeUndefined();
    expect(behaviors['*'].policy).toBeDefined();
  });

  it('accepts other values for HSTS', () => {
    synth({
      strictTransportSecurity: { maxAge: Duration.days(730), includeSubdomains: true, preload: true },
    }).hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          StrictTransportSecurity: { AccessControlMaxAgeSec: 63072000, IncludeSubdomains: true, Preload: true },
        },
      },
    });
  });

  it.each([
    [{ includeSubdomains: false, preload: true }],
    [{ includeSubdomains: true, preload: true, maxAge: Duration.days(30) }],
  ])('refuses a preload that browsers would not take: %j', (strictTransportSecurity) => {
    expect(() => synth({ strictTransportSecurity })).toThrow(
      /strictTransportSecurity\.preload .*\[EDGE_HSTS_PRELOAD\]/,
    );
  });

  it.each([
    Duration.days(36_500), // more than 32 bits of seconds
    Duration.millis(1_500),
  ])('refuses an age that CloudFront would not take', (maxAge) => {
    expect(() => synth({ strictTransportSecurity: { maxAge } })).toThrow(
      /strictTransportSecurity\.maxAge .*\[EDGE_HSTS_MAX_AGE\]/,
    );
  });

  it('accepts an age that is only known at deploy time', () => {
    const maxAge = Duration.seconds(Lazy.number({ produce: () => 31_536_001 }));
    synth({ strictTransportSecurity: { maxAge, includeSubdomains: true, preload: true } }).hasResourceProperties(
      'AWS::CloudFront::ResponseHeadersPolicy',
      {
        ResponseHeadersPolicyConfig: {
          SecurityHeadersConfig: { StrictTransportSecurity: { AccessControlMaxAgeSec: 31_536_001 } },
        },
      },
    );
  });

  it('refuses a policy without directives, which CloudFront would not take', () => {
    expect(() => synth({ contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({}) })).toThrow(
      /contentSecurityPolicy .*\[EDGE_CSP_EMPTY\]/,
    );
  });

  it('refuses sources that a browser would misread', () => {
    const contentSecurityPolicy = ContentSecurityPolicy.fromDirectives({
      scriptSrc: [CspSource.of('self')],
      imgSrc: [CspSource.host('a.example; script-src *')],
    });
    expect(() => synth({ contentSecurityPolicy })).toThrow(
      /Web\/Headers: 2 problems\n.*contentSecurityPolicy\.scriptSrc\[0\] .*\n.*contentSecurityPolicy\.imgSrc\[0\] /,
    );
  });

  it.each<[string, CspSource]>([
    ['a keyword', CspSource.host("'unsafe-inline'")], ['a scheme', CspSource.host('javascript:')], ['a host as a scheme', CspSource.scheme('evil.example/')],
  ])('refuses %s that is given as something else', (_, source) => {
    const contentSecurityPolicy = ContentSecurityPolicy.fromDirectives({ scriptSrc: [source] });
    expect(() => synth({ contentSecurityPolicy })).toThrow(
      /contentSecurityPolicy\.scriptSrc\[0\] is not a (host|scheme), got .*CspSource\.of.*\[EDGE_CSP_SOURCE\]/,
    );
  });
});

describe('a policy that names the distribution\'s own domain', () => {
  it.each([
    (domain: string) => CspSource.host(domain),
    (domain: string) => CspSource.host(Fn.join('', ['https://', domain])),
  ])('is refused as a token, which would be a cycle', (source) => {
    const { stack, distribution } = siteStack();
    const contentSecurityPolicy = ContentSecurityPolicy.fromDirectives({
      imgSrc: [source(distribution.distributionDomainName)],
    });
    const other = new Distribution(stack, 'Other', { defaultBehavior: { origin: siteOrigin } });
    new SecurityHeaders(stack, 'OtherHeaders', { distribution: other, contentSecurityPolicy });
    expect(() => Template.fromStack(stack)).not.toThrow();
    const { stack: again, distribution: own } = siteStack();
    new SecurityHeaders(again, 'Headers', {
      distribution: own,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ imgSrc: [source(own.distributionDomainName)] }),
    });
    expect(() => Template.fromStack(again)).toThrow(/CspSource\.distributionDomain\(\).*\[EDGE_OWN_DISTRIBUTION\]/);
  });

  it('is set by a function on origin-response, read from the event', async () => {
    const template = synth({ contentSecurityPolicy: dynamicCsp });
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    const response = await handler(edgeEvent('origin-response', { status: 404 }));
    expect(response.headers['content-security-policy'][0].value)
      .toBe(`default-src 'none'; script-src ${DOMAIN}; connect-src 'self' https://api.example.com`);
    expect(JSON.stringify(template.toJSON())).not.toContain('DomainName":{"Fn::GetAtt"'); // that would be a cycle
  });

  it('is in the response headers policy with \'self\', for responses that no function sees', () => {
    synth({ contentSecurityPolicy: dynamicCsp }).hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        SecurityHeadersConfig: {
          ContentSecurityPolicy: {
            ContentSecurityPolicy: "default-src 'none'; script-src 'self'; connect-src 'self' https://api.example.com",
            Override: false,
          },
        },
      },
    });
  });

  it('is on responses of request events, too, but does not cause functions there', async () => {
    expect(
      renderedBehaviors(synth({ contentSecurityPolicy: dynamicCsp }))['*'].lambdas.map((a) => a.EventType),
    ).toEqual(['origin-response']);
    const { stack, distribution } = siteStack();
    new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: dynamicCsp });
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source: RedirectSource.fromInline('{ "/old": "/new" }') });
    const template = Template.fromStack(stack);
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'viewer-request')!));
    expect((await handler(edgeEvent('viewer-request', { uri: '/old' }))).headers).toHaveProperty(
      'content-security-policy',
    );
    expect(await handler(edgeEvent('viewer-request', { uri: '/x' }))).toMatchObject({ method: 'GET', uri: '/x' });
  });
});
