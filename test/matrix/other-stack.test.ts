import { CfnOutput, NestedStack, Stack } from 'aws-cdk-lib';
import { ACCOUNT, IRELAND, l2Site, maskErrors, newApp, ofType, templatesOf, VIRGINIA } from './support';
import { behaviorsIn, typesOf } from './templates';
import { EdgeRedirector, RedirectSource, SecurityHeaders, SecurityHeadersPreset } from '../../src';

/** Stacks that are handed the distribution of another one, as an app with a stack for security does it. */
function handedOver(webEnv: { region: string }, otherEnv: { region: string }) {
  const app = newApp();
  const web = new Stack(app, 'Web', { env: { account: ACCOUNT, ...webEnv } });
  const other = new Stack(app, 'Security', { env: { account: ACCOUNT, ...otherEnv } });
  const distribution = l2Site(web);
  maskErrors(other, distribution);
  new SecurityHeaders(other, 'Headers', { distribution });
  new EdgeRedirector(other, 'Redirects', { distribution, source: RedirectSource.fromInline('{ "/a": "/b" }') });
  return { app, web, other, distribution };
}

describe.each([
  ['of the same Region', VIRGINIA, VIRGINIA],
  ['in us-east-1', IRELAND, VIRGINIA],
  ['elsewhere', VIRGINIA, IRELAND],
])('constructs in another stack %s', (_, webEnv, otherEnv) => {
  it('create no export that the distribution would import, which could never be removed', () => {
    const { app, web, other } = handedOver(webEnv, otherEnv);
    const templates = templatesOf(app);
    expect(templates.Security.Resources ?? {}).toEqual({});
    expect(templates.Security.Outputs).toBeUndefined();
    expect(web.dependencies).not.toContain(other);
    expect(typesOf(Object.values(templates.Web.Resources)).filter((type) => type.startsWith('Custom::'))).toEqual([]);
    const [policyId, ...ids] = [...behaviorsIn(templates.Web).values()].map((b) => b.ResponseHeadersPolicyId.Ref);
    expect(templates.Web.Resources[policyId].Type).toBe('AWS::CloudFront::ResponseHeadersPolicy');
    expect(ids).toEqual([policyId]);
  });
});

it('another stack may use the distribution otherwise as well', () => {
  const { app, other, distribution } = handedOver(VIRGINIA, VIRGINIA);
  new CfnOutput(other, 'Domain', { value: distribution.distributionDomainName });
  expect(() => templatesOf(app)).not.toThrow();
});

it('the policy may come first', () => {
  const app = newApp();
  const web = new Stack(app, 'Web', { env: VIRGINIA });
  const other = new Stack(app, 'Security', { env: VIRGINIA });
  const distribution = l2Site(web);
  new SecurityHeaders(other, 'Headers', { distribution });
  maskErrors(other, distribution);
  expect(ofType(templatesOf(app).Web, 'AWS::Lambda::Function')).toHaveLength(1);
});

it('two constructs with the same id in two stacks have two policies', () => {
  const app = newApp();
  const web = new Stack(app, 'Web', { env: VIRGINIA });
  // With one preset they would share one policy.
  for (const [id, preset] of [['One', SecurityHeadersPreset.BALANCED], ['Two', SecurityHeadersPreset.STRICT]] as const) {
    const stack = new Stack(app, id, { env: VIRGINIA });
    new SecurityHeaders(stack, 'Headers', { distribution: l2Site(web, `Site${id}`), preset });
  }
  const names = ofType(templatesOf(app).Web, 'AWS::CloudFront::ResponseHeadersPolicy').map(
    (p) => p.Properties.ResponseHeadersPolicyConfig.Name,
  );
  expect(new Set(names).size).toBe(2);
});

it('a construct in a nested stack creates its policy in the stack of the distribution', () => {
  const app = newApp();
  const web = new Stack(app, 'Web', { env: VIRGINIA });
  new SecurityHeaders(new NestedStack(web, 'Nested'), 'Headers', { distribution: l2Site(web) });
  expect(ofType(templatesOf(app).Web, 'AWS::CloudFront::ResponseHeadersPolicy')).toHaveLength(1);
});
