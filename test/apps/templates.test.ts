import { deployment, dangling } from './deployment';
import { attachAll, behaviorsOf, eventsOn, including, outcome, pathConfig, siteConfig, siteTemplate, templatesOf } from './support';
import { EdgeBehaviors, SecurityHeaders } from '../../src';

const CODE = 'exports.handler = async (event) => event.Records[0].cf.request;';
const lambdaOn = (LambdaFunctionARN: unknown) => ({ LambdaFunctionAssociations: [{ EventType: 'viewer-request', LambdaFunctionARN }] });
const ALL = ['origin-response', 'viewer-request'];
const messages = (problems: { message?: string }[]) => problems.map(({ message }) => message).join('\n');

describe('a template with the SAM transform', () => {
  const sam = (parts: object = {}) => ({
    Transform: 'AWS::Serverless-2016-10-31',
    Globals: { Function: { Timeout: 5 } },
    Resources: {
      Guard: {
        Type: 'AWS::Serverless::Function',
        Properties: {
          InlineCode: CODE, Handler: 'index.handler', Runtime: 'nodejs22.x', AutoPublishAlias: 'live',
        },
      },
      ...parts,
    },
  });

  it('keeps its functions and its globals, and takes all constructs', () => {
    const { web } = outcome(siteTemplate(siteConfig(), sam()));
    expect(web).toMatchObject({ Transform: 'AWS::Serverless-2016-10-31', Globals: { Function: { Timeout: 5 } } });
    expect(web.Resources.Guard.Type).toBe('AWS::Serverless::Function');
    expect(eventsOn(behaviorsOf(web)[0]).sort()).toEqual(ALL);
  });

  const VERSION = { GuardVersion: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Guard' } } } };

  it('has functions that cannot join, because only the transform makes them', () => {
    const { problems } = outcome(siteTemplate(siteConfig(lambdaOn({ Ref: 'GuardVersion' })), sam(VERSION)));
    expect(problems.map(({ code }) => code)).toEqual(['EDGE_EXISTING_CODE']);
    expect(messages(problems)).toMatch(/Web\/Included\/Guard, which is an AWS::Serverless::Function: .*AWS::Lambda::Function with AWS::Lambda::Version/);
  });

  it('whose function is on another event: it stays', () => {
    const config = siteConfig({ LambdaFunctionAssociations: [{ EventType: 'origin-request', LambdaFunctionARN: { Ref: 'GuardVersion' } }] });
    const { web } = outcome(siteTemplate(config, sam(VERSION)));
    expect(eventsOn(behaviorsOf(web)[0]).sort()).toEqual(['origin-request', ...ALL]);
  });

  it('names a version as only SAM does (Guard.Version): the CDK refuses it in a template, but not as an override', () => {
    expect(() => including(siteTemplate(siteConfig(lambdaOn({ Ref: 'Guard.Version' })), sam()))).toThrow(/Guard\.Version/);
    const overridden = () => {
      const made = including(siteTemplate(siteConfig(), sam()));
      made.distribution.addPropertyOverride('DistributionConfig.DefaultCacheBehavior.LambdaFunctionAssociations',
        [{ EventType: 'viewer-request', LambdaFunctionARN: { Ref: 'Guard.Version' } }]);
      return made;
    };
    const beside = overridden();
    new SecurityHeaders(beside.stack, 'Headers', { distribution: beside.distribution });
    expect(eventsOn(behaviorsOf(templatesOf(beside.app).Web)[0])).toEqual(['viewer-request']);
    const joining = overridden();
    attachAll(joining.stack, joining.distribution);
    expect(() => joining.app.synth()).toThrow(/Web\/Included\/Guard, which is an AWS::Serverless::Function/);
  });
});

describe('a distribution under a condition', () => {
  const parts = {
    Parameters: { Stage: { Type: 'String', Default: 'dev' } },
    Conditions: { HasSite: { 'Fn::Equals': [{ Ref: 'Stage' }, 'prod'] } },
    Outputs: { Domain: { Condition: 'HasSite', Value: { 'Fn::GetAtt': ['Site', 'DomainName'] } } },
  };
  const under = { Condition: 'HasSite' };
  const deployed = (template: object) => ['dev', 'prod'].map((Stage) => dangling(template, { Stage }));

  it('deploys with all constructs in both cases', () => {
    const { web } = outcome(siteTemplate(siteConfig(), parts, under));
    expect(deployed(web)).toEqual([[], []]);
    expect(deployment(web, { Stage: 'dev' }).Resources.Site).toBeUndefined();
  });

  const role = { Role: { Type: 'AWS::IAM::Role', Properties: { AssumeRolePolicyDocument: {} }, ...under } };
  const lambda = (own: object = {}) => ({
    ...role,
    Guard: {
      Type: 'AWS::Lambda::Function',
      ...under,
      Properties: {
        Code: { ZipFile: CODE }, Handler: 'index.handler', Runtime: 'nodejs22.x', Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      },
      ...own,
    },
    GuardVersion: { Type: 'AWS::Lambda::Version', Properties: { FunctionName: { Ref: 'Guard' } }, ...under },
  });

  it('deploys with an existing function whose role is under the condition', () => {
    const { web, problems } = outcome(siteTemplate(
      siteConfig(lambdaOn({ Ref: 'GuardVersion' })), { ...parts, Resources: lambda() }, under));
    expect(problems).toEqual([]);
    expect(deployed(web)).toEqual([[], []]);
    const [composed] = Object.values<any>(web.Resources).filter(({ Type, Properties }) => (
      Type === 'AWS::Lambda::Function' && Properties.Code.ZipFile?.includes(CODE) && Properties.Description));
    expect(composed.Condition).toBe('HasSite');
  });

  it('deploys with two conditions on what an existing policy needs', () => {
    const store = (name: string, Condition: string) => (
      { Type: 'AWS::CloudFront::KeyValueStore', Condition, Properties: { Name: name } });
    const header = (id: string) => ({ Header: `x-${id}`, Value: { 'Fn::GetAtt': [id, 'Arn'] }, Override: true });
    const { web, problems } = outcome(siteTemplate(siteConfig({ ResponseHeadersPolicyId: { Ref: 'Policy' } }), {
      ...parts,
      Conditions: { ...parts.Conditions, HasMore: { 'Fn::Not': [{ 'Fn::Equals': [{ Ref: 'Stage' }, ''] }] } },
      Resources: {
        One: store('one', 'HasSite'),
        Two: store('two', 'HasMore'),
        Policy: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          ...under,
          Properties: {
            ResponseHeadersPolicyConfig: {
              Name: 'policy', CustomHeadersConfig: { Items: [header('One'), header('Two')] },
            },
          },
        },
      },
    }, under));
    expect(problems).toEqual([]);
    for (const Stage of ['', 'dev', 'prod']) expect(dangling(web, { Stage })).toEqual([]);
  });

  it('deploys with an existing function that is only there under a condition of its own', () => {
    const config = siteConfig({
      LambdaFunctionAssociations: [
        { 'Fn::If': ['HasSite', { EventType: 'viewer-request', LambdaFunctionARN: { Ref: 'GuardVersion' } }, { Ref: 'AWS::NoValue' }] },
      ],
    });
    const { web, problems } = outcome(siteTemplate(config, { ...parts, Outputs: {}, Resources: lambda() }));
    expect(problems).toEqual([]);
    expect(deployed(web)).toEqual([[], []]);
    for (const Stage of ['dev', 'prod']) {
      expect(eventsOn(behaviorsOf(deployment(web, { Stage }))[0]).sort()).toEqual(ALL);
    }
  });

  it('deploys with a store and a policy under the condition', () => {
    const { web, problems } = outcome(siteTemplate(siteConfig({
      FunctionAssociations: [{ EventType: 'viewer-request', FunctionARN: { 'Fn::GetAtt': ['Index', 'FunctionARN'] } }],
      ResponseHeadersPolicyId: { Ref: 'Policy' },
    }), {
      ...parts,
      Resources: {
        Store: { Type: 'AWS::CloudFront::KeyValueStore', Properties: { Name: 'store' }, ...under },
        Index: {
          Type: 'AWS::CloudFront::Function',
          ...under,
          Properties: {
            Name: 'index',
            FunctionCode: "import cf from 'cloudfront';\nasync function handler(event) { await cf.kvs().get('a'); return event.request; }",
            FunctionConfig: { Comment: '', Runtime: 'cloudfront-js-2.0', KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['Store', 'Arn'] } }] },
          },
        },
        Policy: {
          Type: 'AWS::CloudFront::ResponseHeadersPolicy',
          ...under,
          Properties: {
            ResponseHeadersPolicyConfig: {
              Name: 'policy', CustomHeadersConfig: { Items: [{ Header: 'x-store', Value: { 'Fn::GetAtt': ['Store', 'Arn'] }, Override: true }] },
            },
          },
        },
      },
    }, under));
    expect(problems).toEqual([]);
    expect(deployed(web)).toEqual([[], []]);
  });
});

describe('behaviors that a transform makes', () => {
  const include = { 'Fn::Transform': { Name: 'AWS::Include', Parameters: { Location: 's3://bucket/part.json' } } };

  it.each<[string, object, string, string]>([
    ['the default one', siteConfig(include), 'EDGE_OVERRIDDEN', 'behavior "*" cannot be read'],
    ['another one, in part', siteConfig({}, { CacheBehaviors: [{ ...pathConfig('/a/*'), ...include }] }), 'EDGE_OVERRIDDEN', '"/a/*" cannot be read'],
    ['the whole distribution', siteConfig({}, include), 'EDGE_OVERRIDDEN', 'behavior "*" cannot be read'],
    ['the list', siteConfig({}, { CacheBehaviors: include }), 'EDGE_BEHAVIOR_CONDITIONAL', 'cannot be read'],
    ['one of the list', siteConfig({}, { CacheBehaviors: [include] }), 'EDGE_BEHAVIOR_CONDITIONAL', 'cannot be read'],
  ])('are never without their functions silently: %s', (_, config, code, text) => {
    const { problems } = outcome(siteTemplate(config));
    expect([...new Set(problems.map((problem) => problem.code))]).toEqual([code]);
    expect(messages(problems)).toContain(text);
  });

  it('can be left out', () => {
    const { web, problems } = outcome(
      siteTemplate(siteConfig({}, { CacheBehaviors: include })), { behaviors: EdgeBehaviors.defaultBehavior() });
    expect(problems).toEqual([]);
    const { DefaultCacheBehavior, CacheBehaviors } = web.Resources.Site.Properties.DistributionConfig;
    expect(eventsOn(DefaultCacheBehavior).sort()).toEqual(ALL);
    expect(CacheBehaviors).toEqual(include);
  });

  it('Fn::ForEach is refused by the CDK, wherever it is', () => {
    const loop = { 'Fn::ForEach::Paths': ['Path', ['a', 'b'], { 'Path${Path}': {} }] };
    const language = { Transform: 'AWS::LanguageExtensions' };
    expect(() => including(siteTemplate(siteConfig({}, { CacheBehaviors: loop }), language))).toThrow(/Fn::ForEach/);
    expect(() => including(siteTemplate(siteConfig(), { ...language, Resources: loop }))).toThrow();
  });
});

describe('parameters without default', () => {
  it('as the domain of an origin, as an alias, as a certificate', () => {
    const parts = { Parameters: { Domain: { Type: 'String' }, Alias: { Type: 'String' }, Certificate: { Type: 'String' } } };
    const { web, problems } = outcome(siteTemplate(siteConfig({}, {
      Origins: [{ Id: 'site', DomainName: { Ref: 'Domain' }, CustomOriginConfig: { OriginProtocolPolicy: 'https-only' } }],
      Aliases: [{ Ref: 'Alias' }],
      ViewerCertificate: { AcmCertificateArn: { Ref: 'Certificate' }, SslSupportMethod: 'sni-only' },
    }), parts));
    expect(problems).toEqual([]);
    expect(web.Resources.Site.Properties.DistributionConfig).toMatchObject({
      Origins: [{ DomainName: { Ref: 'Domain' } }], Aliases: [{ Ref: 'Alias' }],
    });
    expect(eventsOn(behaviorsOf(web)[0]).sort()).toEqual(ALL);
  });

  it('as the default root object, which redirects follow', () => {
    const { web, problems } = outcome(siteTemplate(
      siteConfig({}, { DefaultRootObject: { Ref: 'Root' } }), { Parameters: { Root: { Type: 'String' } } }));
    expect(problems).toEqual([]);
    expect(dangling(web, { Root: 'index.html' })).toEqual([]);
  });
});
