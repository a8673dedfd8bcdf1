import { App, Aspects, CfnCondition, CfnOutput, Fn, Lazy, Stack, Stage, type IAspect } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution, Distribution, ResponseHeadersPolicy, type CfnResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, ExistingAttachments, SecurityHeaders, SecurityHeadersMixin,
  SecurityHeadersPreset, type SecurityHeadersProps,
} from '../../../src';
import { siteOrigin } from '../../support/apps';

const POLICY = 'AWS::CloudFront::ResponseHeadersPolicy';
const env = { region: 'us-east-1', account: '111122223333' };

function stackWith(...sites: string[]) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', { env });
  const [one, two, ...others] = sites.map((id) => site(stack, id));
  return { app, stack, one, two, others };
}

const site = (stack: Stack, id: string) => new Distribution(stack, id, {
  defaultBehavior: { origin: siteOrigin },
  additionalBehaviors: { '/api/*': { origin: siteOrigin }, '/docs/*': { origin: siteOrigin } },
});

const policyOf = (headers: SecurityHeaders) => (
  headers.responseHeadersPolicy!.node.defaultChild as CfnResponseHeadersPolicy);

/** The policies of each distribution, by behavior, and those in the template. */
function read(stack: Stack) {
  const template = Template.fromStack(stack);
  const used = Object.values(template.findResources('AWS::CloudFront::Distribution')).map(({ Properties }) => {
    const { DefaultCacheBehavior, CacheBehaviors } = Properties.DistributionConfig;
    return [DefaultCacheBehavior, ...CacheBehaviors].map(({ ResponseHeadersPolicyId: id }) => id?.Ref);
  });
  const policies = template.findResources(POLICY);
  for (const id of used.flat()) if (id !== undefined) expect(Object.keys(policies)).toContain(id);
  return { template, used, policies: Object.keys(policies) };
}

describe('policies with equal settings in a stack are one', () => {
  it('of two distributions', () => {
    const { stack, one, two } = stackWith('One', 'Two');
    const first = new SecurityHeaders(stack, 'First', { distribution: one });
    const second = new SecurityHeaders(stack, 'Second', { distribution: two });
    new CfnOutput(stack, 'PolicyOfTwo', { value: second.responseHeadersPolicy!.responseHeadersPolicyId });
    const { used, policies, template } = read(stack);
    expect(policies).toEqual([stack.resolve(policyOf(first).logicalId)]);
    expect(new Set(used.flat())).toEqual(new Set(policies));
    template.hasOutput('PolicyOfTwo', { Value: { Ref: policies[0] } });
  });

  it('of two instances on different behaviors, and of a mixin', () => {
    const { stack, one, two } = stackWith('One', 'Two');
    const props = { preset: SecurityHeadersPreset.STRICT };
    new SecurityHeaders(stack, 'Docs', { ...props, distribution: one, behaviors: EdgeBehaviors.paths('/docs/*') });
    new SecurityHeaders(stack, 'Api', { ...props, distribution: one, behaviors: EdgeBehaviors.paths('/api/*') });
    two.with(new SecurityHeadersMixin(props));
    expect(read(stack).policies).toHaveLength(1);
  });

  it.each<[string, () => Partial<SecurityHeadersProps>]>([
    ['tokens with the same value', () => ({
      contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({
        connectSrc: [CspSource.host(Lazy.string({ produce: () => 'https://api.example.com' }))],
      }),
    })],
    ['the same reference', () => ({ customHeaders: [{ header: 'X-Stack', value: Fn.ref('AWS::StackName'), override: true }] })],
    ['the distribution\'s own domain', () => ({
      contentSecurityPolicy: ContentSecurityPolicy.balanced().extend({ imgSrc: [CspSource.distributionDomain()] }),
    })],
  ])('with %s', (_, props) => {
    const { stack, one, two } = stackWith('One', 'Two');
    new SecurityHeaders(stack, 'First', { distribution: one, ...props() });
    new SecurityHeaders(stack, 'Second', { distribution: two, ...props() });
    expect(read(stack).policies).toHaveLength(1);
  });

  it('merged with equal ones that are there', () => {
    const { stack, one, two } = stackWith('One', 'Two');
    for (const [index, distribution] of [one, two].entries()) {
      const theirs = new ResponseHeadersPolicy(stack, `Theirs${index}`, { serverTimingSamplingRate: 5 });
      const config = (distribution.node.defaultChild as CfnDistribution).distributionConfig as any;
      config.defaultCacheBehavior.responseHeadersPolicyId = theirs.responseHeadersPolicyId;
      new SecurityHeaders(stack, `Headers${index}`, { distribution, existing: ExistingAttachments.compose() });
    }
    const { used, policies } = read(stack);
    expect(policies.filter((id) => !id.startsWith('Theirs'))).toHaveLength(2);
    expect(used[0]).toEqual(used[1]);
  });

  it('and the id of the first one is that of an app with it alone', () => {
    const alone = stackWith('One');
    new SecurityHeaders(alone.stack, 'First', { distribution: alone.one });
    const both = stackWith('One', 'Two');
    new SecurityHeaders(both.stack, 'First', { distribution: both.one });
    new SecurityHeaders(both.stack, 'Second', { distribution: both.two });
    const [first, second] = [alone, both].map(({ stack }) => read(stack).template.findResources(POLICY));
    expect(second).toEqual(first);
  });

  it('of a distribution with ten behaviors and five instances: as many as there are settings', () => {
    const { stack, one } = stackWith('One');
    for (let i = 0; i < 10; i++) one.addBehavior(`/p${i}/*`, siteOrigin);
    for (let i = 0; i < 5; i++) {
      new SecurityHeaders(stack, `Headers${i}`, {
        distribution: one,
        behaviors: EdgeBehaviors.paths(`/p${i}/*`, `/p${i + 5}/*`),
        preset: i % 2 ? SecurityHeadersPreset.STRICT : SecurityHeadersPreset.API,
      });
    }
    expect(read(stack).policies).toHaveLength(2);
  });

  it('also if the app is synthesized twice', () => {
    const { stack, one, two } = stackWith('One', 'Two');
    new SecurityHeaders(stack, 'First', { distribution: one });
    new SecurityHeaders(stack, 'Second', { distribution: two });
    const first = read(stack).template.toJSON();
    expect(read(stack).template.toJSON()).toEqual(first);
  });

  it('also from another stack, which refers to it', () => {
    const { app, stack, one, two } = stackWith('One', 'Two');
    new SecurityHeaders(stack, 'First', { distribution: one });
    const second = new SecurityHeaders(stack, 'Second', { distribution: two });
    const other = new Stack(app, 'Other', { env });
    const third = new Distribution(other, 'Three', {
      defaultBehavior: { origin: siteOrigin, responseHeadersPolicy: second.responseHeadersPolicy },
    });
    expect(third).toBeDefined();
    const { policies, template } = read(stack);
    expect(Object.values(template.findOutputs('*')).map(({ Value }) => Value)).toEqual([{ Ref: policies[0] }]);
  });
});

describe('policies that differ stay apart', () => {
  it.each<[string, (second: CfnResponseHeadersPolicy, stack: Stack) => void]>([
    ['a name of its own', (policy) => policy.addPropertyOverride('ResponseHeadersPolicyConfig.Name', 'mine')],
    ['a comment of its own', (policy) => policy.addPropertyOverride('ResponseHeadersPolicyConfig.Comment', 'mine')],
    ['a condition', (policy, stack) => {
      policy.cfnOptions.condition = new CfnCondition(stack, 'Is', { expression: Fn.conditionEquals('a', 'b') });
    }],
    ['metadata', (policy) => policy.addMetadata('checkov', { skip: [] })],
    ['a logical id of its own', (policy) => policy.overrideLogicalId('Mine')],
    ['another header', (policy) => policy.addPropertyOverride('ResponseHeadersPolicyConfig.ServerTimingHeadersConfig', { Enabled: true })],
  ])('by %s, set at once or by a later aspect', (_, change) => {
    for (const late of [false, true]) {
      const { app, stack, one, two } = stackWith('One', 'Two');
      new SecurityHeaders(stack, 'First', { distribution: one });
      const second = new SecurityHeaders(stack, 'Second', { distribution: two });
      const visit: IAspect['visit'] = (node) => { if (node === policyOf(second)) change(policyOf(second), stack); };
      if (late) Aspects.of(app).add({ visit });
      else change(policyOf(second), stack);
      const { used, policies } = read(stack);
      expect(policies).toHaveLength(2);
      expect(used[0]).not.toEqual(used[1]);
    }
  });

  it('by one header', () => {
    const { stack, one, two } = stackWith('One', 'Two');
    new SecurityHeaders(stack, 'First', { distribution: one });
    new SecurityHeaders(stack, 'Second', { distribution: two, originAgentCluster: false });
    expect(read(stack).policies).toHaveLength(2);
  });
});

describe('names of policies', () => {
  /** The names of all policies, as they are deployed in the Region of each stack. */
  const stacksOf = (app: App) => app.node.findAll().filter((one): one is Stack => Stack.isStack(one));
  const namesIn = (app: App) => stacksOf(app).flatMap((stack) => {
    const found = Object.values(Template.fromStack(stack).findResources(POLICY));
    return found.map(({ Properties }) => JSON.stringify(Properties.ResponseHeadersPolicyConfig.Name));
  });

  it('differ by stage, stack, Region and construct, and are short enough', () => {
    const app = new App({ analyticsReporting: false });
    const add = (scope: App | Stage, id: string, region?: string, stackName?: string) => {
      const stack = new Stack(scope, id, { ...region && { env: { region } }, stackName });
      new SecurityHeaders(stack, 'Headers', { distribution: site(stack, 'Site') });
      new SecurityHeaders(stack, 'X'.repeat(200), { distribution: site(stack, 'Long'), xssProtection: true });
      new SecurityHeaders(stack, 'Head-ers', { distribution: site(stack, 'Alike'), originAgentCluster: false });
    };
    add(app, 'Web', 'us-east-1');
    add(app, 'Everywhere', 'ap-southeast-1', 'Same');
    add(app, 'Again', 'eu-west-1', 'Same');
    for (const name of ['Test', 'Prod']) add(new Stage(app, name), 'Web', 'us-east-1');
    add(app, 'Agnostic');
    const names = namesIn(app);
    expect(names).toHaveLength(18);
    expect(new Set(names).size).toBe(18);
    for (const name of names) expect(name.replace(/\{"Ref":"AWS::Region"\}/, 'us-northwest-1').length).toBeLessThan(170);
    for (const name of names.filter((one) => !one.includes('Fn::Join'))) expect(name).toMatch(/^"[\w-]{1,128}"$/);
  });

  it('change with the logical id, so that a renamed construct is created before the old one is deleted', () => {
    const named = (id: string) => {
      const { stack, one } = stackWith('One');
      new SecurityHeaders(stack, id, { distribution: one });
      const [[logicalId, { Properties }]] = Object.entries(read(stack).template.findResources(POLICY));
      return [logicalId, Properties.ResponseHeadersPolicyConfig.Name];
    };
    const [[oldId, oldName], [newId, newName]] = [named('Headers'), named('Secure')];
    expect(newId).not.toBe(oldId);
    expect(newName).not.toBe(oldName);
  });
});
