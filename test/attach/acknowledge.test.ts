import { App, Stack, Validations, type StackProps } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import {
  EdgeBehaviors, EdgeErrorMasker, EdgeErrorMaskerMixin, EdgeRedirector, EdgeStepHost, ErrorAction, ErrorStatuses,
  RedirectSource,
} from '../../src';
import { siteStack } from '../support/apps';

// Whether cdk-nag takes it is tested with cdk-nag itself, in test/compat/nag.mjs.
const rules = [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo('/404.html') }];

/** The acknowledgements on a construct and its scopes, where cdk-nag looks for them. */
function acknowledged(construct: IConstruct): Record<string, string> {
  const entries = construct.node.scopes.flatMap(({ node }) => node.metadata)
    .filter(({ type }) => type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY);
  return Object.assign({}, ...entries.map(({ data }) => data));
}

const named = (root: IConstruct, suffix: string) => (
  root.node.findAll().filter(({ node }) => node.path.endsWith(`/${suffix}/Resource`)));

it('acknowledges the wildcards of the logs, under the name that cdk-nag gives to the finding', () => {
  const { stack, distribution } = siteStack();
  new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
  const [name] = Object.keys(Template.fromStack(stack).findResources('AWS::Lambda::Function'));
  const [policy] = named(stack, 'OriginResponseLogsPolicy');
  expect(acknowledged(policy)).toEqual({
    [`AwsSolutions-IAM5[Resource::arn:<AWS::Partition>:logs:*:<AWS::AccountId>:log-group:/aws/lambda/us-east-1.<${name}>:*]`]: expect.stringContaining('Lambda@Edge'),
  });
});

it.each(['LambdaDLQ', 'LambdaInsideVPC', 'LambdaTracing', 'LambdaConcurrency'])(
  'acknowledges %s, which is not possible at the edge, on the functions only', (rule) => {
    const { stack, distribution } = siteStack({ env: { region: 'eu-west-1' } });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    const { root } = stack.node;
    (root as App).synth();
    const about = (construct: IConstruct) => Object.keys(acknowledged(construct)).filter((id) => id.endsWith(rule));
    for (const construct of root.node.findAll()) {
      expect(about(construct).length > 0).toBe(/\/OriginResponse(\/|$)/.test(construct.node.path));
    }
    expect(root.node.findAll().filter(CfnFunction.isCfnFunction)).toHaveLength(1);
  });

describe("the user's acknowledgements", () => {
  const places: [string, StackProps][] = [
    ['us-east-1', { env: { region: 'us-east-1' } }], ['eu-west-1', { env: { region: 'eu-west-1' } }], ['no Region', {}],
  ];
  type Site = ReturnType<typeof siteStack>;
  const scopes: [string, (site: Site, errors: IConstruct) => IConstruct][] = [
    ['the construct', (_, errors) => errors],
    ['the distribution', ({ distribution }) => distribution],
    ['its stack', ({ stack }) => stack],
    ['the app', ({ app }) => app],
  ];
  const created = ['OriginResponse', 'OriginResponseRole', 'OriginResponseLogsPolicy'];

  describe.each(places)('in %s', (_, props) => {
    it.each(scopes)('reach function, role and policy from %s', (__, scopeOf) => {
      const site = siteStack(props);
      const errors = new EdgeErrorMasker(site.stack, 'Errors', { distribution: site.distribution, rules });
      Validations.of(scopeOf(site, errors)).acknowledge({ id: 'AwsSolutions-L1', reason: 'our decision' });
      site.app.synth();
      for (const name of created) {
        const [construct, ...others] = named(site.app, name);
        expect(others).toEqual([]);
        expect(Object.entries(acknowledged(construct))).toContainEqual([expect.stringMatching(/AwsSolutions-L1$/), 'our decision']);
      }
    });
  });

  it('do not reach the function of another construct', () => {
    const { app, stack, distribution } = siteStack();
    const errors = new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    new EdgeRedirector(stack, 'Redirects', {
      host: EdgeStepHost.LAMBDA_EDGE, distribution, source: RedirectSource.fromInline('{"/a":"/b"}'), behaviors: EdgeBehaviors.all(),
    });
    Validations.of(errors).acknowledge({ id: 'AwsSolutions-L1', reason: 'our decision' });
    app.synth();
    expect(JSON.stringify(acknowledged(named(app, 'ViewerRequest')[0]))).not.toContain('AwsSolutions-L1');
  });

  it('may be added after the functions are created, and are copied once, however often the app is synthesized', () => {
    const { app, stack, distribution } = siteStack({ env: { region: 'eu-west-1' } });
    distribution.with(new EdgeErrorMaskerMixin({ rules }));
    app.synth();
    Validations.of(stack).acknowledge({ id: 'AwsSolutions-L1', reason: 'our decision' });
    app.synth({ force: true });
    app.synth({ force: true });
    const [edgeFunction] = named(app, 'OriginResponse');
    const entries = edgeFunction.node.scope!.node.metadata.filter(({ data }) => JSON.stringify(data)?.includes('-L1"'));
    expect(entries).toHaveLength(1);
    expect(Stack.of(edgeFunction)).not.toBe(stack);
  });
});
