import { join } from 'node:path';
import { Aspects, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution, LambdaEdgeEventType, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  ContentSecurityPolicy,
  CspSource,
  EdgeBehaviors,
  EdgeCustomStep,
  EdgeErrorMasker,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  SecurityHeaders,
} from '../../src';
import { apiOrigin, codeOf, renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';
import { loadFunction } from '../support/bundles';
import { edgeEvent } from '../support/events';

const functionStep = join(__dirname, '..', 'support', 'function-step.js');
const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const dynamicCsp = ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] });

describe('one function per event of a behavior', () => {
  it('runs the steps of all constructs in the documented order, independent of the order in the app', async () => {
    const { stack, distribution } = siteStack();
    new SecurityHeaders(stack, 'Headers', {
      distribution,
      contentSecurityPolicy: dynamicCsp,
      behaviors: EdgeBehaviors.defaultBehavior(),
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    const template = Template.fromStack(stack);
    template.resourceCountIs('AWS::Lambda::Function', 1);
    const handler = loadFunction(codeOf(template, versionOn(template, '*', 'origin-response')!));
    const response = await handler(edgeEvent('origin-response', { uri: '/missing', status: 404 }));
    expect(response).toMatchObject({
      status: '302',
      headers: {
        'location': [{ value: '/404.html' }],
        'content-security-policy': [{ value: 'script-src d111111abcdef8.cloudfront.net' }],
      },
    });
  });

  it('is shared by behaviors with equal steps, and only by those', () => {
    const { stack, distribution } = siteStack();
    distribution.addBehavior('/docs/*', siteOrigin);
    new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: dynamicCsp });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/docs/*') });
    const template = Template.fromStack(stack);
    const [main, api, docs] = ['*', '/api/*', '/docs/*'].map((p) => versionOn(template, p, 'origin-response'));
    expect(main).toBeDefined();
    expect(api).toBe(main);
    expect(docs).not.toBe(main);
    template.resourceCountIs('AWS::Lambda::Function', 2);
  });

  it('is shared by two constructs with equal steps', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    new EdgeErrorMasker(stack, 'ApiErrors', { distribution, rules, behaviors: EdgeBehaviors.paths('/api/*') });
    Template.fromStack(stack).resourceCountIs('AWS::Lambda::Function', 1);
  });

  it('does not add headers on viewer-request, where there is only a CloudFront Function', () => {
    const { stack, distribution } = siteStack();
    new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: dynamicCsp });
    new EdgeCustomStep(stack, 'Step', {
      distribution,
      event: LambdaEdgeEventType.VIEWER_REQUEST,
      step: EdgeStep.fromFile(functionStep, { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
    });
    expect(renderedBehaviors(Template.fromStack(stack))['*']).toMatchObject({
      lambdas: [{ EventType: 'origin-response' }], functions: [{ EventType: 'viewer-request' }],
    });
  });

  it('keeps its name when a behavior is added or a rule changes', () => {
    const functionIds = (
      change: (distribution: ReturnType<typeof siteStack>['distribution']) => void,
      page = '/404.html',
    ) => {
      const { stack, distribution } = siteStack();
      new EdgeErrorMasker(stack, 'Errors', {
        distribution,
        behaviors: EdgeBehaviors.all(),
        rules: [{ statuses: ErrorStatuses.codes(404), action: ErrorAction.redirectTo(page) }],
      });
      change(distribution);
      const template = Template.fromStack(stack);
      return {
        functions: Object.keys(template.findResources('AWS::Lambda::Function')),
        versions: Object.keys(template.findResources('AWS::Lambda::Version')),
      };
    };
    const before = functionIds(() => undefined);
    expect(functionIds((d) => d.addBehavior('/new/*', siteOrigin))).toEqual(before);
    const changed = functionIds(() => undefined, '/gone.html');
    expect(changed.functions).toEqual(before.functions);
    expect(changed.versions).not.toEqual(before.versions);
  });

  it('gives equal templates for equal apps', () => {
    const json = () => {
      const { stack, distribution } = siteStack();
      new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
      new SecurityHeaders(stack, 'Headers', { distribution, contentSecurityPolicy: dynamicCsp });
      return JSON.stringify(Template.fromStack(stack).toJSON());
    };
    expect(json()).toBe(json());
  });
});

describe('what the user declared', () => {
  it('stays: functions, policies and later behaviors', () => {
    const { stack, distribution } = siteStack();
    const mine = new LambdaFunction(stack, 'Mine', {
      code: Code.fromInline('//'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_22_X,
    });
    const policy = new ResponseHeadersPolicy(stack, 'MyPolicy', { comment: 'mine' });
    distribution.addBehavior('/docs/*', siteOrigin, {
      edgeLambdas: [{ eventType: LambdaEdgeEventType.ORIGIN_REQUEST, functionVersion: mine.currentVersion }],
      responseHeadersPolicy: policy,
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    const docs = renderedBehaviors(Template.fromStack(stack))['/docs/*'];
    expect(docs.lambdas.map((a) => a.EventType)).toEqual(['origin-request', 'origin-response']);
    expect(docs.policy).toEqual({ Ref: expect.stringMatching(/^MyPolicy/) });
  });

  it('is not touched where nothing was selected', () => {
    const plain = siteStack();
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules });
    const untouched = renderedBehaviors(Template.fromStack(plain.stack));
    expect(renderedBehaviors(Template.fromStack(stack))['/api/*']).toEqual(untouched['/api/*']);
  });
});

describe('behaviors', () => {
  it('may have the path pattern /*, which is not the default behavior but takes precedence over it', () => {
    const { stack, distribution } = siteStack(undefined, {
      additionalBehaviors: { '/*': { origin: siteOrigin }, 'a?b': { origin: siteOrigin } },
    });
    new EdgeErrorMasker(stack, 'Errors', { distribution, behaviors: EdgeBehaviors.paths('/*', '/a?b'), rules });
    const rendered = renderedBehaviors(Template.fromStack(stack));
    expect(Object.keys(rendered).filter((pattern) => rendered[pattern].lambdas.length > 0)).toEqual(['/*', 'a?b']);
  });

  it('that are added after the construct are included', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.allExcept('/api/*') });
    distribution.addBehavior('/later/*', apiOrigin);
    const template = Template.fromStack(stack);
    expect(versionOn(template, '/later/*', 'origin-response')).toBe(versionOn(template, '*', 'origin-response'));
    expect(versionOn(template, '/api/*', 'origin-response')).toBeUndefined();
  });

  it('may be named before they exist', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('later/*') });
    distribution.addBehavior('/later/*', apiOrigin);
    expect(versionOn(Template.fromStack(stack), '/later/*', 'origin-response')).toBeDefined();
  });

  it('that an aspect adds are included', () => {
    const { stack, distribution } = siteStack();
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
    Aspects.of(stack).add({ visit: (node) => node === stack && distribution.addBehavior('/aspect/*', siteOrigin) });
    const template = Template.fromStack(stack);
    expect(versionOn(template, '/aspect/*', 'origin-response')).toBe(versionOn(template, '*', 'origin-response'));
  });

  it('whose list is lazy are included', () => {
    const { stack, distribution } = siteStack();
    const resource = distribution.node.defaultChild as CfnDistribution;
    const config = resource.distributionConfig as CfnDistribution.DistributionConfigProperty;
    const behavior = { pathPattern: '/lazy/*', targetOriginId: 'x', viewerProtocolPolicy: 'https-only' };
    resource.distributionConfig = { ...config, cacheBehaviors: Lazy.any({ produce: () => [behavior] }) };
    new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.paths('/lazy/*') });
    expect(versionOn(Template.fromStack(stack), '/lazy/*', 'origin-response')).toBeDefined();
  });
});
