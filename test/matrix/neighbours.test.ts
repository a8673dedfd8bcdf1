import { join } from 'node:path';
import { CfnElement, NestedStack, Stack, Stage, type StackProps } from 'aws-cdk-lib';
import { LambdaEdgeEventType, type Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Construct } from 'constructs';
import {
  ACCOUNT,
  IRELAND,
  l2Site,
  lambdasOn,
  maskErrors,
  newApp,
  newStack,
  ofType,
  ORIGIN,
  templatesOf,
  VIRGINIA,
} from './support';
import type { Json } from './templates';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeStep, EdgeStepHost, ErrorAction, ErrorStatuses, SecurityHeaders,
  SecurityHeadersPreset,
} from '../../src';

const page = (location: string) => [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo(location) }];
const functionsIn = (templates: Record<string, Json>) =>
  Object.values(templates).flatMap((t) => ofType(t, 'AWS::Lambda::Function'));
const policyNames = (templates: Record<string, Json>) =>
  Object.values(templates)
    .flatMap((t) => ofType(t, 'AWS::CloudFront::ResponseHeadersPolicy'))
    .map((r) => JSON.stringify(r.Properties.ResponseHeadersPolicyConfig.Name));

describe.each<[string, StackProps]>([
  ['us-east-1', { env: VIRGINIA }],
  ['eu-west-1', { env: IRELAND }],
  ['any region', {}],
])('in %s', (_, props) => {
  it('constructs with the same id in two scopes attach to two behaviors of one distribution', () => {
    const stack = newStack(props);
    const distribution = l2Site(stack);
    // With one preset they would share one policy.
    for (const [name, pattern, preset] of [
      ['One', '*', SecurityHeadersPreset.BALANCED],
      ['Two', '/api/*', SecurityHeadersPreset.API],
    ]) {
      const scope = new Construct(stack, name);
      new EdgeErrorMasker(scope, 'Errors', {
        distribution,
        behaviors: EdgeBehaviors.paths(pattern),
        rules: page(`/${name}.html`),
      });
      new SecurityHeaders(scope, 'Headers', {
        distribution, behaviors: EdgeBehaviors.paths(pattern), preset: preset as SecurityHeadersPreset,
      });
    }
    const templates = templatesOf(newestApp(stack));
    expect(lambdasOn(templates.Web)).toEqual({ '*': ['origin-response'], '/api/*': ['origin-response'] });
    const code = functionsIn(templates).map((f) => f.Properties.Code.ZipFile as string);
    expect(code.map((text) => ['/One.html', '/Two.html'].filter((location) => text.includes(location)))).toEqual([
      ['/One.html'],
      ['/Two.html'],
    ]);
    expect(new Set(policyNames(templates)).size).toBe(2);
  });

  it('two distributions of one stack have functions of their own', () => {
    const stack = newStack(props);
    for (const id of ['Site', 'Shop']) maskErrors(new Construct(stack, `Of${id}`), l2Site(stack, id));
    const functions = functionsIn(templatesOf(newestApp(stack)));
    expect(functions.map((f) => f.Properties.Description)).toEqual([
      expect.stringMatching(/^origin-response of Web\/Site: mask-errors \(1 rule, [0-9a-f]{12}\)$/),
      expect.stringMatching(/^origin-response of Web\/Shop: mask-errors \(1 rule, [0-9a-f]{12}\)$/),
    ]);
  });

  it('distributions in two stacks of a stage do not share functions', () => {
    const app = newApp();
    const stage = new Stage(app, 'Prod');
    for (const id of ['One', 'Two']) {
      const stack = new Stack(stage, id, props);
      maskErrors(stack, l2Site(stack));
      new SecurityHeaders(stack, 'Headers', { distribution: stack.node.findChild('Site') as Distribution });
    }
    const templates = templatesOf(app);
    expect(Object.keys(templates).filter((name) => functionsIn({ name: templates[name] }).length > 0)).toHaveLength(2);
    expect(new Set(policyNames(templates)).size).toBe(2);
  });
});

function newestApp(stack: Stack) {
  return stack.node.root as ReturnType<typeof newApp>;
}

describe('nested stacks', () => {
  it.each<[string, StackProps, number]>([
    ['us-east-1', { env: VIRGINIA }, 1],
    ['eu-west-1', { env: IRELAND }, 0],
    ['any region', {}, 1],
  ])('in %s have their functions and no policy name of a neighbour', (place, props, own) => {
    const app = newApp();
    const nested = ['One', 'Two'].map((id) => {
      const inner = new NestedStack(new Stack(app, id, props), 'Nested');
      maskErrors(inner, l2Site(inner));
      new SecurityHeaders(inner, 'Headers', { distribution: inner.node.findChild('Site') as Distribution });
      return inner;
    });
    app.synth();
    const templates = nested.map((n) => renderedTemplate(n));
    expect(templates.map((t) => ofType(t, 'AWS::Lambda::Function').length)).toEqual([own, own]);
    expect(templates.map((t) => lambdasOn(t)['*'])).toEqual([['origin-response'], ['origin-response']]);
    expect(new Set(policyNames(Object.fromEntries(templates.entries()))).size).toBe(2);
    // The rule is in the outermost stack, which is the one that is deployed.
    expect(nested.map((n) => n.nestedStackParent!.node.tryFindChild('EdgeFunctionsRegion') !== undefined)).toEqual(
      Array(2).fill(place === 'any region'),
    );
  });
});

/** As the CDK writes it: a nested stack's template is not an artifact of the assembly. */
function renderedTemplate(stack: Stack): Json {
  return stack.resolve((stack as unknown as { _toCloudFormation(): Json })._toCloudFormation());
}

it('policies of equal stacks in two regions have different names, which are unique per account', () => {
  const app = newApp();
  for (const region of ['us-east-1', 'eu-west-1']) {
    const stack = new Stack(app, `Web-${region}`, { stackName: 'Web', env: { account: ACCOUNT, region } });
    new SecurityHeaders(stack, 'Headers', { distribution: l2Site(stack) });
  }
  const names = app.synth().stacks.map((s) => policyNames({ web: s.template })[0]);
  expect(new Set(names).size).toBe(2);
});

describe.each<[string, StackProps]>([
  ['us-east-1', { env: VIRGINIA }],
  ['eu-west-1', { env: IRELAND }],
  ['any region', {}],
])('in %s', (_, props) => {
  it.each(['Site', 'SiteWithANameThatIsLongerThanItWouldHaveToBe'])(
    'CloudFront Functions of a stack under two names, one for each branch, have two names: %s',
    (id) => {
      const step = EdgeStep.fromFile(join(__dirname, '..', 'support', 'function-step.js'), {
        host: EdgeStepHost.CLOUDFRONT_FUNCTION,
      });
      const names = ['site-main', 'site-of-a-branch-with-a-long-name'].map((stackName) => {
        const stack = newStack({ ...props, stackName });
        const distribution = l2Site(stack, id);
        new EdgeCustomStep(stack, 'Step', { distribution, event: LambdaEdgeEventType.VIEWER_REQUEST, step });
        return JSON.stringify(
          ofType(templatesOf(newestApp(stack))[stackName], 'AWS::CloudFront::Function')[0].Properties.Name,
        );
      });
      expect(new Set(names).size).toBe(2);
      const deployed = names.map((name) =>
        name
          .replace(/^\{"Fn::Join":\["",\[(.*)\]\]\}$/, '$1')
          .replace('{"Ref":"AWS::Region"}', 'ap-southeast-1')
          .replace(/[",]/g, ''),
      );
      for (const name of deployed) expect(name).toMatch(/^[\w-]{1,64}$/);
    },
  );
});

it('ids of this library do not clash with ids of the user', () => {
  const stack = newStack();
  const distribution = l2Site(stack);
  maskErrors(stack, distribution);
  distribution.addBehavior('/later/*', ORIGIN);
  const ids = stack.node.findAll().filter((c) => CfnElement.isCfnElement(c)).map((c) => c.node.path);
  expect(ids.filter((path) => !path.startsWith('Web/Site/'))).toEqual([]);
});

it('a long path is cut between characters, and not inside a surrogate pair', () => {
  const stack = newStack();
  for (const [id, preset] of [
    ['😀'.repeat(130), SecurityHeadersPreset.BALANCED],
    [`x${'😀'.repeat(130)}`, SecurityHeadersPreset.STRICT],
  ] as const) {
    const scope = new Construct(stack, id);
    const distribution = l2Site(scope);
    maskErrors(scope, distribution);
    new SecurityHeaders(scope, 'Headers', { distribution, preset });
  }
  const { Resources } = templatesOf(newestApp(stack)).Web;
  const texts = Object.values<Json>(Resources).map(
    (r) => r.Properties.Description ?? r.Properties.ResponseHeadersPolicyConfig?.Comment ?? '',
  );
  expect(texts.filter((text) => /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/.test(text))).toEqual([]);
  expect(texts.filter((text) => text.includes('😀'))).toHaveLength(4);
});
