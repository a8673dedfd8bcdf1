import { writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { App, Aspects, Aws, CfnParameter, CfnCondition, Fn, Mixins, Stack } from 'aws-cdk-lib';
import { CfnDistribution, CfnResponseHeadersPolicy, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeCustomStep, EdgeRedirector, EdgeStepHost, EdgeStep,
  ExistingAttachments,
  RedirectEventType, RedirectSource, SecurityHeaders, SecurityHeadersMixin,
} from '../../src';
import { l1Path, l1Site, maskErrors, newStack } from '../matrix/support';

const SECTIONS = Array.from({ length: 7 }, (_, index) => `section-${index}/*`);
const NAMES = `behaviors ${SECTIONS.map((pattern) => JSON.stringify(pattern)).join(', ')}`;
const LAMBDA = 'arn:aws:lambda:us-east-1:111122223333:function:mine:7';
const FUNCTION = 'arn:aws:cloudfront::111122223333:function/mine';
const existing = ExistingAttachments.compose();
const behaviors = EdgeBehaviors.all();
type Parts = Parameters<typeof l1Path>[1];

/** A site with seven sections, all with the same of the user on them. */
function site(stack: Stack, parts: Parts = {}, id = 'Sections'): CfnDistribution {
  const scope = new Stack(stack, id, { env: { account: stack.account, region: 'us-east-1' } });
  return l1Site(scope, { cacheBehaviors: SECTIONS.map((pattern) => l1Path(pattern, parts)) });
}

function problemsOf(attach: (stack: Stack) => unknown): any[] {
  const stack = newStack();
  try {
    attach(stack);
    (stack.node.root as App).synth();
    return [];
  } catch (thrown) {
    return (thrown as any).problems ?? [thrown];
  }
}

const lambdaOn = (event: string) => ({ lambdaFunctionAssociations: [{ eventType: event, lambdaFunctionArn: LAMBDA }] });
const functionOn = (event: string) => ({ functionAssociations: [{ eventType: event, functionArn: FUNCTION }] });
const policy = (responseHeadersPolicyId: string) => ({ responseHeadersPolicyId });
const redirects = (distribution: CfnDistribution, props: object = {}) =>
  new EdgeRedirector(Stack.of(distribution), 'Redirects', {
    host: EdgeStepHost.LAMBDA_EDGE,
    distribution,
    behaviors,
    source: RedirectSource.fromInline('{ "/a": "/b" }'),
    ...props,
  });
const headers = (distribution: CfnDistribution, props: object = {}) => new SecurityHeaders(
  Stack.of(distribution), 'Headers', { distribution, ...props });
const ownDomain = (distribution: CfnDistribution, props: object = {}) =>
  headers(distribution, {
    contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ defaultSrc: [CspSource.distributionDomain()] }),
    ...props,
  });

describe('what seven behaviors have is said once, with all of them', () => {
  const SIMPLE_CORS = '60669652-455b-4ae9-85a4-c4c02393f86c';
  const own = (stack: Stack) => new CfnResponseHeadersPolicy(stack, 'Theirs', {
    responseHeadersPolicyConfig: {
      name: 'theirs',
      corsConfig: {
        accessControlAllowCredentials: false,
        originOverride: true,
        accessControlAllowHeaders: { items: ['*'] },
        accessControlAllowMethods: { items: ['GET'] },
        accessControlAllowOrigins: { items: ['*'] },
      },
    },
  }).ref;

  test.each<[string, (stack: Stack) => unknown, RegExp]>([
    ['a policy of the app', (stack) => headers(site(stack, policy(own(stack)))), /already have a response headers policy, .*EDGE|compose\(\)/],
    ['a managed policy', (stack) => headers(site(stack, policy(SIMPLE_CORS))), /CloudFront's managed SimpleCORS.*compose\(\)/],
    ['a policy that cannot be merged', (stack) => headers(site(stack, policy('1234')), { existing }), /have the response headers policy 1234/],
    ['a function on the event', (stack) => redirects(site(stack, lambdaOn('viewer-request'))), /the viewer-request event of behaviors .* has function:mine:7|already has/],
    ['a function of the other kind', (stack) => redirects(site(stack, functionOn('viewer-response'))), /cannot have a Lambda@Edge function beside/],
    ['a function that cannot join', (stack) => redirects(site(stack, lambdaOn('viewer-request')), { existing }), /cannot join the function/],
    ['a CloudFront Function that cannot join', (stack) => redirects(site(stack, functionOn('viewer-request')), { existing, host: undefined }), /cannot join the function/],
    ['a function for a step of the other kind', (stack) => maskErrors(Stack.of(stack), site(stack, lambdaOn('origin-response')), behaviors), /already has/],
    ['gRPC', (stack) => redirects(site(stack, { grpcConfig: { enabled: true } })), /serve gRPC/],
    ['a cache key', (stack) => redirects(site(stack), { event: RedirectEventType.ORIGIN_REQUEST, behaviors: EdgeBehaviors.paths(...SECTIONS) }), /in the cache key of/],
    ['a list under a condition', (stack) => {
      const distribution = site(stack);
      const flag = new CfnParameter(Stack.of(distribution), 'Flag').valueAsString;
      new CfnCondition(Stack.of(distribution), 'Perhaps', { expression: Fn.conditionEquals(flag, 'on') });
      const list: any = Fn.conditionIf(
        'Perhaps',
        [{ EventType: 'origin-request', LambdaFunctionARN: LAMBDA }],
        Aws.NO_VALUE,
      );
      const config = distribution.distributionConfig as CfnDistribution.DistributionConfigProperty;
      distribution.distributionConfig = {
        ...config, cacheBehaviors: SECTIONS.map((pattern) => l1Path(pattern, { lambdaFunctionAssociations: list })),
      };
      redirects(distribution);
    }, /are one intrinsic function/],
    ['behaviors that are added late', (stack) => {
      const distribution = site(stack);
      redirects(distribution);
      const added = SECTIONS.map((pattern) => l1Path(pattern.replace('section', 'late')));
      Aspects.of(distribution).add({
        visit: (node) => {
          const config = distribution.distributionConfig as any;
          if (node.node.id === 'EdgeSlots') {distribution.distributionConfig = { ...config, cacheBehaviors: [...config.cacheBehaviors, ...added] };}
        },
      }, { priority: 900 });
    }, /"late-0\/\*", .*were added after/],
  ])('%s', (_, attach, text) => {
    const problems = problemsOf(attach);
    expect(problems.map(({ message }) => message)).toHaveLength(1);
    expect(problems[0].message).toMatch(text);
    expect(problems[0].message.replaceAll('late-', 'section-')).toContain(NAMES);
  });

  test('functions that an override removes', () => {
    const problems = problemsOf((stack) => {
      const distribution = site(stack);
      redirects(distribution);
      SECTIONS.forEach((_, index) => distribution.addPropertyOverride(
        `DistributionConfig.CacheBehaviors.${index}.LambdaFunctionAssociations`, []));
    });
    expect(problems.map(({ code }) => code)).toEqual(['EDGE_OVERRIDDEN']);
    expect(problems[0].message).toContain(NAMES);
  });
});

test('each construct, distribution and mixin says it once', () => {
  const problems = problemsOf((stack) => {
    const taken = { ...lambdaOn('origin-response'), ...policy('1234') };
    const sites = [site(stack, taken, 'One'), site(stack, taken, 'Two')];
    for (const distribution of sites) maskErrors(Stack.of(distribution), distribution, behaviors);
    headers(sites[0]);
    const mixed = site(stack, taken, 'Three');
    Mixins.of(Stack.of(mixed)).apply(new SecurityHeadersMixin());
  });
  expect(problems.map(({ code }) => code).sort()).toEqual([
    'EDGE_EVENT_TAKEN', 'EDGE_EVENT_TAKEN', 'EDGE_POLICY_TAKEN', 'EDGE_POLICY_TAKEN',
  ]);
  for (const { message } of problems) expect(message).toContain(NAMES);
});

describe('SecurityHeaders says that it needs no function without the own domain', () => {
  const cure = /SecurityHeaders needs no function without CspSource\.distributionDomain\(\)/;
  test.each<[string, Parts, object]>([
    ['beside a function', lambdaOn('origin-response'), {}],
    ['beside one that cannot join', lambdaOn('origin-response'), { existing }],
  ])('%s', (_, parts, props) => {
    const problems = problemsOf((stack) => ownDomain(site(stack, parts), props));
    expect(problems).toHaveLength(1);
    expect(problems[0].message).toMatch(cure);
    expect(problemsOf((stack) => headers(site(stack, parts), props))).toEqual([]);
  });

  test('but not where others need the function', () => {
    const problems = problemsOf((stack) => {
      const distribution = site(stack, lambdaOn('origin-response'));
      ownDomain(distribution, { existing });
      maskErrors(Stack.of(distribution), distribution, behaviors);
    });
    expect(problems.map(({ message }) => message).join()).not.toMatch(cure);
  });
});

test('a file for a step is judged once, however many behaviors it is for', () => {
  const file = join(tmpdir(), `one-message-${process.pid}.js`);
  writeFileSync(file, 'function handler(event) { return event.request; }');
  const problems = problemsOf((stack) => new EdgeCustomStep(stack, 'Step', {
    distribution: site(stack), behaviors, event: LambdaEdgeEventType.VIEWER_REQUEST, step: EdgeStep.fromFile(file),
  }));
  expect(problems.map(({ code }) => code)).toEqual(['EDGE_STEP_HOST']);
});
