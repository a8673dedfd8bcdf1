import { writeFileSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Aws, CfnCondition, CfnParameter, Duration, Fn, Stack, type IAspect } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution, CfnResponseHeadersPolicy, CloudFrontWebDistribution, HeadersFrameOption, ResponseHeadersPolicy,
  type ResponseHeadersPolicyProps,
} from 'aws-cdk-lib/aws-cloudfront';
import { CfnInclude } from 'aws-cdk-lib/cloudformation-include';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, ExistingAttachments, PolicyConflicts, SecurityHeaders,
  SecurityHeadersMixin, type SecurityHeadersProps,
} from '../../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../../support/apps';

jest.spyOn(console, 'warn').mockImplementation();

type Site = ReturnType<typeof siteStack>;
type Props = Partial<SecurityHeadersProps>;

const existing = ExistingAttachments.compose();
const CORS = {
  accessControlAllowCredentials: true,
  accessControlAllowHeaders: ['X-App'],
  accessControlAllowMethods: ['GET', 'PUT'],
  accessControlAllowOrigins: ['https://app.example.com'],
  accessControlExposeHeaders: ['ETag'],
  accessControlMaxAge: Duration.seconds(600),
  originOverride: false,
};

/** A site whose default behavior has a policy of the app. */
function site(policy: ResponseHeadersPolicyProps, props: Props = { existing }): Site & { headers: SecurityHeaders } {
  const made = siteStack();
  const theirs = new ResponseHeadersPolicy(made.stack, 'Theirs', policy);
  configOf(made.distribution).defaultCacheBehavior.responseHeadersPolicyId = theirs.responseHeadersPolicyId;
  return {
    ...made,
    headers: new SecurityHeaders(made.stack, 'Headers', { distribution: made.distribution, ...props }),
  };
}

const configOf = (distribution: Site['distribution']): any => (
  (distribution.node.defaultChild as CfnDistribution).distributionConfig);

/** The settings of the policy that a behavior has. */
function policyOn(template: Template, pattern: string): any {
  const { Ref: id } = renderedBehaviors(template)[pattern].policy;
  return template.toJSON().Resources[id].Properties.ResponseHeadersPolicyConfig;
}
const customHeaders = (policy: any): Record<string, string> => Object.fromEntries(
  policy.CustomHeadersConfig.Items.map(({ Header, Value }: any) => [Header, Value]));
const policiesIn = (template: Template) =>
  Object.keys(template.findResources('AWS::CloudFront::ResponseHeadersPolicy'));

describe('a policy of the app becomes a part of the policy of SecurityHeaders', () => {
  it('with its CORS, custom headers, removals and Server-Timing; the policy itself stays', () => {
    const { stack } = site({
      corsBehavior: CORS,
      customHeadersBehavior: { customHeaders: [{ header: 'X-Team', value: 'web', override: false }] },
      removeHeaders: ['X-Legacy', 'x-powered-by'],
      serverTimingSamplingRate: 5,
    });
    const template = Template.fromStack(stack);
    const merged = policyOn(template, '*');
    const theirs = template.toJSON().Resources[policiesIn(template).find((id) => id.startsWith('Theirs'))!].Properties
      .ResponseHeadersPolicyConfig;
    expect(merged.CorsConfig).toEqual(theirs.CorsConfig);
    expect(merged.CorsConfig.OriginOverride).toBe(false);
    expect(merged.ServerTimingHeadersConfig).toEqual({ Enabled: true, SamplingRate: 5 });
    expect(customHeaders(merged)).toMatchObject({
      'X-Team': 'web',
      'Cross-Origin-Opener-Policy': 'same-origin-allow-popups',
    });
    expect(merged.CustomHeadersConfig.Items).toContainEqual({ Header: 'X-Team', Value: 'web', Override: false });
    expect(merged.RemoveHeadersConfig.Items.map(({ Header }: any) => Header)).toEqual(
      ['X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator', 'X-Legacy']);
    expect(merged.SecurityHeadersConfig.StrictTransportSecurity.AccessControlMaxAgeSec).toBe(31536000);
  });

  it('which behaviors without one have as it is', () => {
    const { stack, headers } = site({ corsBehavior: CORS });
    const template = Template.fromStack(stack);
    expect(policyOn(template, '/api/*').CorsConfig).toBeUndefined();
    expect(renderedBehaviors(template)['/api/*'].policy).toEqual(
      stack.resolve(headers.responseHeadersPolicy!.responseHeadersPolicyId),
    );
    expect(policyOn(template, '*')).toMatchObject({
      Name: expect.stringMatching(/^Web-Headers-PolicyWith[0-9a-f]{8}-.*-us-east-1$/),
      Comment: 'Security headers of Web/Headers and Web/Theirs/Resource',
    });
  });

  it('which is the public policy of the construct, if no behavior has the headers alone', () => {
    const { stack, headers } = site({ corsBehavior: CORS }, { existing, behaviors: EdgeBehaviors.defaultBehavior() });
    const template = Template.fromStack(stack);
    expect(policiesIn(template)).toHaveLength(2);
    expect(renderedBehaviors(template)['*'].policy).toEqual(
      stack.resolve(headers.responseHeadersPolicy!.responseHeadersPolicyId),
    );
    expect(policyOn(template, '*').CorsConfig.AccessControlAllowOrigins).toEqual({
      Items: ['https://app.example.com'],
    });
    expect(policyOn(template, '*').Name).toMatch(/^Web-Headers-/);
  });

  it('by the mixin', () => {
    const { stack, distribution } = siteStack();
    configOf(distribution).defaultCacheBehavior.responseHeadersPolicyId = new ResponseHeadersPolicy(stack, 'Theirs', {
      corsBehavior: CORS,
    }).responseHeadersPolicyId;
    distribution.with(new SecurityHeadersMixin({ existing }));
    expect(policyOn(Template.fromStack(stack), '*').CorsConfig).toBeDefined();
  });

  it('not in another stack with deploy-time values; with literal ones it is read there', () => {
    const env = { region: 'us-east-1', account: '111122223333' };
    const app = new App({ analyticsReporting: false });
    const [other, stack] = ['Other', 'Web'].map((id) => new Stack(app, id, { env }));
    const literal = new ResponseHeadersPolicy(other, 'Theirs', { corsBehavior: CORS });
    const distribution = l1(stack, { responseHeadersPolicyId: literal.responseHeadersPolicyId });
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    expect(policyOn(Template.fromStack(stack), '*').CorsConfig.AccessControlAllowOrigins.Items).toEqual([
      'https://app.example.com',
    ]);

    const more = new App({ analyticsReporting: false });
    const [second, web] = ['Second', 'Web'].map((id) => new Stack(more, id, { env }));
    const late = new ResponseHeadersPolicy(second, 'Theirs', {
      corsBehavior: {
        ...CORS, accessControlAllowOrigins: [new CfnParameter(second, 'Origin').valueAsString],
      },
    });
    new SecurityHeaders(web, 'Headers', {
      distribution: l1(web, { responseHeadersPolicyId: late.responseHeadersPolicyId }),
      existing,
    });
    expect(() => Template.fromStack(web)).toThrow(
      /Second\/Theirs\/Resource, which is in another stack and holds values.*\[EDGE_POLICY_MERGE\]/,
    );
  });
});

function l1(stack: Stack, behavior: object, others: object[] = []): CfnDistribution {
  const plain = {
    targetOriginId: 'site',
    viewerProtocolPolicy: 'https-only',
    cachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
  };
  return new CfnDistribution(stack, 'Site', {
    distributionConfig: {
      enabled: true,
      origins: [
        { id: 'site', domainName: 'www.example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } },
      ],
      defaultCacheBehavior: { ...plain, ...behavior },
      cacheBehaviors: others.map((other, index) => ({ ...plain, pathPattern: `/${index}/*`, ...other })),
    },
  });
}
const stackOf = () => new Stack(new App({ analyticsReporting: false }), 'Web', { env: { region: 'us-east-1' } });

describe('a managed policy', () => {
  it.each<[string, any, object]>([
    ['SimpleCORS', ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS, {
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlAllowCredentials: false,
      OriginOverride: false,
      AccessControlAllowMethods: { Items: ['GET', 'HEAD'] },
      AccessControlAllowHeaders: { Items: ['Accept'] },
    }],
    ['CORS-With-Preflight', ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS_WITH_PREFLIGHT, {
      AccessControlAllowOrigins: { Items: ['*'] },
      AccessControlExposeHeaders: { Items: ['*'] },
      OriginOverride: false,
      AccessControlAllowMethods: { Items: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'] },
    }],
  ])('%s keeps its CORS', (_, policy, cors) => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/fonts/*', siteOrigin, { responseHeadersPolicy: policy });
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    const template = Template.fromStack(stack);
    expect(policyOn(template, '/fonts/*').CorsConfig).toMatchObject(cors);
    expect(policyOn(template, '/fonts/*').SecurityHeadersConfig).toEqual(policyOn(template, '*').SecurityHeadersConfig);
    Annotations.fromStack(stack).hasNoWarning('*', Match.anyValue());
  });

  it('with security headers has the values of SecurityHeaders, and the one that differs is named', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/docs/*', siteOrigin, { responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS });
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    const template = Template.fromStack(stack);
    // The same settings as without: no further policy is needed.
    expect(policiesIn(template)).toHaveLength(1);
    Annotations.fromStack(stack).hasWarning('/Web/Headers', Match.stringLikeRegexp(
      '^existing merged with.*: X-XSS-Protection is "0" and not "1; mode=block" \\(CloudFront\'s managed '
      + 'SecurityHeadersPolicy; "/docs/\\*"\\); choose with policyConflicts'));
  });
});

describe('what both policies set', () => {
  const theirs = {
    securityHeadersBehavior: { frameOptions: { frameOption: HeadersFrameOption.DENY, override: false } },
    customHeadersBehavior: {
      customHeaders: [
        { header: 'content-security-policy', value: 'default-src https:', override: true },
        { header: 'Origin-Agent-Cluster', value: '?1', override: true },
      ],
    },
  };
  const merged = (props: Props) => {
    const made = site(theirs, { behaviors: EdgeBehaviors.defaultBehavior(), ...props });
    return { policy: policyOn(Template.fromStack(made.stack), '*'), annotations: Annotations.fromStack(made.stack) };
  };

  it('is ours by default, each header once, with a warning that names both values', () => {
    const { policy, annotations } = merged({ existing });
    expect(policy.SecurityHeadersConfig.FrameOptions).toEqual({ FrameOption: 'SAMEORIGIN', Override: true });
    expect(policy.SecurityHeadersConfig.ContentSecurityPolicy.ContentSecurityPolicy).toMatch(/^default-src 'none'/);
    expect(Object.keys(customHeaders(policy)).filter((name) => /policy$|cluster$/i.test(name))).toEqual([
      'Permissions-Policy', 'Cross-Origin-Opener-Policy', 'Cross-Origin-Resource-Policy', 'Origin-Agent-Cluster',
    ]);
    annotations.hasWarning('/Web/Headers', Match.stringLikeRegexp(
      'Content-Security-Policy is "default-src \'none\'.*" and not "default-src https:" \\(Web/Theirs/Resource; "\\*"\\); '
      + 'X-Frame-Options is "SAMEORIGIN" and not "DENY"'));
  });

  it('is that of the existing policy if you say so, and then only noted', () => {
    const { policy, annotations } = merged({
      existing: ExistingAttachments.compose({ policyConflicts: PolicyConflicts.EXISTING }),
    });
    expect(policy.SecurityHeadersConfig.FrameOptions).toEqual({ FrameOption: 'DENY', Override: false });
    expect(policy.SecurityHeadersConfig.ContentSecurityPolicy).toBeUndefined();
    expect(policy.CustomHeadersConfig.Items).toContainEqual(
      { Header: 'content-security-policy', Value: 'default-src https:', Override: true });
    annotations.hasNoWarning('*', Match.anyValue());
    annotations.hasInfo('/Web/Headers', Match.stringLikeRegexp('X-Frame-Options is "DENY" and not "SAMEORIGIN"'));
  });

  it('is only noted if you say that it is ours', () => {
    const { annotations } = merged({
      existing: ExistingAttachments.compose({ policyConflicts: PolicyConflicts.OURS }),
    });
    annotations.hasNoWarning('*', Match.anyValue());
    annotations.hasInfo('/Web/Headers', Match.stringLikeRegexp('X-Frame-Options is "SAMEORIGIN" and not "DENY"'));
  });

  const domain = ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] });

  it('a Content-Security-Policy that a function sets is ours', () => {
    const { policy } = merged({ existing, contentSecurityPolicy: domain });
    expect(policy.SecurityHeadersConfig.ContentSecurityPolicy).toEqual(
      { ContentSecurityPolicy: "script-src 'self'", Override: false });
  });

  it('and cannot be the existing one', () => {
    expect(() => merged({
      existing: ExistingAttachments.compose({ policyConflicts: PolicyConflicts.EXISTING }),
      contentSecurityPolicy: domain,
    })).toThrow(/Content-Security-Policy is to be kept.*\[EDGE_POLICY_MERGE\]/);
  });
});

describe('several existing policies', () => {
  it('are merged each, and equal merges share one', () => {
    const { stack, distribution } = siteStack();
    const cors = (id: string, origin: string) => new ResponseHeadersPolicy(stack, id, {
      corsBehavior: { ...CORS, accessControlAllowOrigins: [origin] },
    });
    const same = [cors('A', 'https://a.example'), cors('B', 'https://a.example')];
    distribution.addBehavior('/a/*', siteOrigin, { responseHeadersPolicy: same[0] });
    distribution.addBehavior('/a2/*', siteOrigin, { responseHeadersPolicy: same[0] });
    distribution.addBehavior('/b/*', siteOrigin, { responseHeadersPolicy: same[1] });
    distribution.addBehavior('/c/*', siteOrigin, { responseHeadersPolicy: cors('C', 'https://c.example') });
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    const template = Template.fromStack(stack);
    const policies = renderedBehaviors(template);
    expect(policies['/a/*'].policy).toEqual(policies['/a2/*'].policy);
    expect(policies['/a/*'].policy).toEqual(policies['/b/*'].policy);
    expect(policyOn(template, '/c/*').CorsConfig.AccessControlAllowOrigins.Items).toEqual(['https://c.example']);
    expect(policiesIn(template)).toHaveLength(3 + 1 + 2);
  });

  it('that shared a merge and were changed apart since then are reported', () => {
    const { stack, distribution } = siteStack();
    const [a, b] = ['A', 'B'].map((id) => new ResponseHeadersPolicy(stack, id, { corsBehavior: CORS }));
    distribution.addBehavior('/a/*', siteOrigin, { responseHeadersPolicy: a });
    distribution.addBehavior('/b/*', siteOrigin, { responseHeadersPolicy: b });
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    Aspects.of(b).add(
      visiting(
        (node) =>
          node instanceof CfnResponseHeadersPolicy
          && node.addPropertyOverride('ResponseHeadersPolicyConfig.RemoveHeadersConfig.Items', [{ Header: 'X-B' }]),
      ),
      { priority: 900 },
    );
    expect(() => Template.fromStack(stack)).toThrow(
      /Web\/A\/Resource and Web\/B\/Resource were equal.*\[EDGE_POLICY_LATE\]/,
    );
  });
});

const visiting = (visit: (node: unknown) => unknown): IAspect => ({ visit: (node) => void visit(node) });

describe('late changes', () => {
  it('a policy that is assigned after the construct', () => {
    const { stack, distribution } = siteStack();
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    configOf(distribution).defaultCacheBehavior.responseHeadersPolicyId = new ResponseHeadersPolicy(stack, 'Theirs', {
      corsBehavior: CORS,
    }).responseHeadersPolicyId;
    expect(policyOn(Template.fromStack(stack), '*').CorsConfig).toBeDefined();
  });

  it('a setting that an aspect changes after the policies were merged', () => {
    const { stack } = site({ corsBehavior: CORS });
    Aspects.of(stack).add(
      visiting(
        (node) =>
          node instanceof CfnResponseHeadersPolicy
          && node.node.path.startsWith('Web/Theirs')
          && node.addPropertyOverride('ResponseHeadersPolicyConfig.CorsConfig.AccessControlMaxAgeSec', 7),
      ),
      { priority: 900 },
    );
    expect(policyOn(Template.fromStack(stack), '*').CorsConfig.AccessControlMaxAgeSec).toBe(7);
  });

  it('a behavior with a policy that an aspect adds too late is reported', () => {
    const { stack, distribution, headers } = site({ corsBehavior: CORS });
    Aspects.of(headers).add(visiting((node) => node === headers && distribution.addBehavior('/late/*', siteOrigin, {
      responseHeadersPolicy: ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
    })), { priority: 900 });
    expect(() => Template.fromStack(stack)).toThrow(/behavior "\/late\/\*" was added after.*\[EDGE_BEHAVIOR_LATE\]/);
  });
});

it('a policy that an override sets after the construct is merged, since the construct composes', () => {
  const { stack, distribution } = siteStack();
  new SecurityHeaders(stack, 'Headers', { distribution, existing });
  (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(
    'DistributionConfig.CacheBehaviors.0.ResponseHeadersPolicyId',
    new ResponseHeadersPolicy(stack, 'Theirs', { corsBehavior: CORS }).responseHeadersPolicyId,
  );
  expect(policyOn(Template.fromStack(stack), '/api/*').CorsConfig).toBeDefined();
});

describe('other kinds of distributions', () => {
  const template = {
    Parameters: { Origin: { Type: 'String' }, Strict: { Type: 'String', Default: 'no' } },
    Conditions: { IsStrict: { 'Fn::Equals': [{ Ref: 'Strict' }, 'yes'] } },
    Resources: {
      Cors: {
        Type: 'AWS::CloudFront::ResponseHeadersPolicy',
        Properties: {
          ResponseHeadersPolicyConfig: {
            Name: { 'Fn::Sub': '${AWS::StackName}-cors' },
            CorsConfig: {
              AccessControlAllowCredentials: { 'Fn::If': ['IsStrict', true, false] },
              AccessControlAllowHeaders: { Items: ['X-App'] },
              AccessControlAllowMethods: { Items: ['GET'] },
              AccessControlAllowOrigins: { Items: [{ Ref: 'Origin' }] },
              OriginOverride: true,
            },
            CustomHeadersConfig: {
              Items: [
                { Header: 'X-Stack', Value: { Ref: 'AWS::StackName' }, Override: true },
                { 'Fn::If': ['IsStrict', { Header: 'X-Strict', Value: '1', Override: true }, { Ref: 'AWS::NoValue' }] },
              ],
            },
            SecurityHeadersConfig: {
              'Fn::If': ['IsStrict', { Ref: 'AWS::NoValue' }, { Ref: 'AWS::NoValue' }],
            } as object,
          },
        },
      },
      Site: {
        Type: 'AWS::CloudFront::Distribution',
        Properties: {
          DistributionConfig: {
            Enabled: true,
            Origins: [
              { Id: 'site', DomainName: 'www.example.com', CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } },
            ],
            DefaultCacheBehavior: {
              TargetOriginId: 'site',
              ViewerProtocolPolicy: 'https-only',
              CachePolicyId: '658327ea-f89d-4fab-a63d-7e88639e58f6',
              ResponseHeadersPolicyId: { Ref: 'Cors' },
            },
          },
        },
      },
    },
  };
  const include = (changed = template) => {
    const stack = stackOf();
    const file = join(mkdtempSync(join(tmpdir(), 'include-')), 'template.json');
    writeFileSync(file, JSON.stringify(changed));
    const distribution = new CfnInclude(stack, 'Include', { templateFile: file }).getResource(
      'Site',
    ) as CfnDistribution;
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    return stack;
  };

  it('CfnInclude: intrinsic functions in the policy are carried as they are', () => {
    const { SecurityHeadersConfig, ...config } = template.Resources.Cors.Properties.ResponseHeadersPolicyConfig;
    const cors = { ...template.Resources.Cors, Properties: { ResponseHeadersPolicyConfig: config } };
    const resources = { ...template.Resources, Cors: cors };
    const merged = policyOn(Template.fromStack(include({ ...template, Resources: resources } as any)), '*');
    expect(merged.CorsConfig).toEqual(config.CorsConfig);
    expect(merged.CustomHeadersConfig.Items).toEqual(expect.arrayContaining(config.CustomHeadersConfig.Items));
    expect(merged.Name).toMatch(/^Web-Headers/);
  });

  it('CfnInclude: a part that is one intrinsic function is refused, with what to change', () => {
    expect(() => Template.fromStack(include())).toThrow(
      /the response headers policy Web\/Include\/Cors, whose SecurityHeadersConfig is only known at deploy time.*\[EDGE_POLICY_MERGE\]/,
    );
  });

  it('CfnDistribution: a policy by Ref, GetAtt or under a condition of the template', () => {
    const stack = stackOf();
    const policy = new CfnResponseHeadersPolicy(stack, 'Theirs', {
      responseHeadersPolicyConfig: {
        name: 'theirs', removeHeadersConfig: { items: [{ header: 'X-Theirs' }] },
      },
    });
    new CfnCondition(stack, 'Prod', { expression: Fn.conditionEquals(Aws.ACCOUNT_ID, '111122223333') });
    const distribution = l1(stack, { responseHeadersPolicyId: policy.ref }, [
      { responseHeadersPolicyId: policy.attrId },
      { responseHeadersPolicyId: Fn.ref('Theirs') },
      { responseHeadersPolicyId: Fn.conditionIf('Prod', policy.ref, Aws.NO_VALUE).toString() },
      { responseHeadersPolicyId: Fn.conditionIf('Prod', Aws.NO_VALUE, '').toString() },
    ]);
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    const rendered = renderedBehaviors(Template.fromStack(stack));
    const merged = rendered['*'].policy;
    const alone = rendered['/3/*'].policy;
    expect(rendered['/0/*'].policy).toEqual(merged);
    expect(rendered['/1/*'].policy).toEqual(merged);
    expect(rendered['/2/*'].policy).toEqual({ 'Fn::If': ['Prod', merged, alone] });
    expect(merged).not.toEqual(alone);
  });

  it('CloudFrontWebDistribution, whose policy is an override', () => {
    const stack = stackOf();
    const distribution = new CloudFrontWebDistribution(stack, 'Site', {
      originConfigs: [{
        customOriginSource: { domainName: 'www.example.com' }, behaviors: [{ isDefaultBehavior: true }],
      }],
    });
    (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(
      'DistributionConfig.DefaultCacheBehavior.ResponseHeadersPolicyId', '60669652-455b-4ae9-85a4-c4c02393f86c');
    new SecurityHeaders(stack, 'Headers', { distribution, existing });
    expect(policyOn(Template.fromStack(stack), '*').CorsConfig.AccessControlAllowOrigins.Items).toEqual(['*']);
  });
});

describe('refused with the cure', () => {
  const refused = (id: string) => {
    const stack = stackOf();
    new SecurityHeaders(stack, 'Headers', { distribution: l1(stack, { responseHeadersPolicyId: id }), existing });
    return () => Template.fromStack(stack);
  };

  it('an id that is not known', () => {
    expect(refused('0a1b2c3d-aaaa-bbbb-cccc-000000000000')).toThrow(
      /behavior "\*" has the response headers policy 0a1b2c3d-.*, which is neither in this app nor one of CloudFront's managed ones.*create it in this app.*\[EDGE_POLICY_MERGE\]/,
    );
  });

  it('a policy of another template', () => {
    expect(refused(Fn.importValue('policy'))).toThrow(
      /the response headers policy of another stack, which is neither.*\[EDGE_POLICY_MERGE\]/,
    );
  });

  it('a custom header whose name is a parameter', () => {
    const made = siteStack();
    const header = new CfnParameter(made.stack, 'Header').valueAsString;
    const theirs = new ResponseHeadersPolicy(made.stack, 'Theirs', {
      customHeadersBehavior: { customHeaders: [{ header, value: '1', override: true }] },
    });
    made.distribution.addBehavior('/a/*', siteOrigin, { responseHeadersPolicy: theirs });
    new SecurityHeaders(made.stack, 'Headers', { distribution: made.distribution, existing });
    expect(() => Template.fromStack(made.stack)).toThrow(
      /whose CustomHeadersConfig is only known.*\[EDGE_POLICY_MERGE\]/,
    );
  });

  it('more than ten custom headers together', () => {
    const { stack } = site({
      customHeadersBehavior: {
        customHeaders: [1, 2, 3, 4, 5, 6].map((n) => (
          { header: `X-${n}`, value: '1', override: true })),
      },
    });
    expect(() => Template.fromStack(stack)).toThrow(
      /merged with Web\/Theirs\/Resource, has more custom headers \(Permissions-Policy.*X-6\): 11; CloudFront allows 10.*\[EDGE_POLICY_LIMIT\]/,
    );
  });

  it('a value that is too long', () => {
    const { stack } = site({
      customHeadersBehavior: { customHeaders: [{ header: 'X-Long', value: 'a'.repeat(1784), override: true }] },
    });
    expect(() => Template.fromStack(stack)).toThrow(
      /has more characters in X-Long: 1784; CloudFront allows 1783.*\[EDGE_POLICY_LIMIT\]/,
    );
  });

  it('but more than ten removed headers are a warning, since the quota is not documented', () => {
    const { stack } = site({ removeHeaders: [1, 2, 3, 4, 5, 6, 7].map((n) => `X-${n}`) });
    expect(() => Template.fromStack(stack)).not.toThrow();
    Annotations.fromStack(stack).hasWarning(
      '/Web/Headers',
      Match.stringLikeRegexp('removed headers: 11; CloudFront allows 10 by reports'),
    );
  });
});

it('the policy of the construct itself, set by the user, is not merged with itself', () => {
  const { stack, distribution } = siteStack();
  const { responseHeadersPolicy } = new SecurityHeaders(stack, 'Headers', { distribution, existing });
  distribution.addBehavior('/mine/*', siteOrigin, { responseHeadersPolicy });
  const template = Template.fromStack(stack);
  expect(policiesIn(template)).toHaveLength(1);
  expect(renderedBehaviors(template)['/mine/*'].policy).toEqual(renderedBehaviors(template)['*'].policy);
});

it('without the property, a policy is refused as before', () => {
  const { stack } = site({ corsBehavior: CORS }, {});
  expect(() => Template.fromStack(stack)).toThrow(/EDGE_POLICY_TAKEN/);
  expect(() =>
    Template.fromStack(site({ corsBehavior: CORS }, { existing: ExistingAttachments.refuse() }).stack),
  ).toThrow(/EDGE_POLICY_TAKEN/);
});

describe('a policy that is only there under a condition', () => {
  function conditional(...conditions: string[]) {
    const { stack, distribution } = siteStack();
    const made = conditions.map(
      (name) => new CfnCondition(stack, name, { expression: Fn.conditionEquals(Aws.REGION, name) }),
    );
    const policies = made.map((condition, n) => {
      const policy = new ResponseHeadersPolicy(stack, `Theirs${n}`, { removeHeaders: ['X-Legacy'] });
      (policy.node.defaultChild as CfnResponseHeadersPolicy).cfnOptions.condition = condition;
      return policy.responseHeadersPolicyId;
    });
    distribution.addBehavior('/other/*', siteOrigin);
    const ids = policies.map((id, n) => Fn.conditionIf(made[n].logicalId, id, Aws.NO_VALUE).toString());
    const config = configOf(distribution);
    config.defaultCacheBehavior.responseHeadersPolicyId = ids[0];
    (distribution.node.defaultChild as CfnDistribution).addPropertyOverride(
      'DistributionConfig.CacheBehaviors.0.ResponseHeadersPolicyId', stack.resolve(ids[1] ?? ids[0]));
    new SecurityHeaders(stack, 'Headers', { distribution, behaviors: EdgeBehaviors.all(), existing });
    const resources = Object.entries<any>(
      Template.fromStack(stack).findResources('AWS::CloudFront::ResponseHeadersPolicy'),
    );
    return resources.filter(([id]) => !id.startsWith('Theirs')).map(([, { Condition }]) => Condition ?? '').sort();
  }

  it('is merged into one under the same condition, beside one without it', () => {
    expect(conditional('A')).toEqual(['', 'A']);
  });

  it('is not merged with an equal one under another condition', () => {
    expect(conditional('A', 'B')).toEqual(['', 'A', 'B']);
  });
});
