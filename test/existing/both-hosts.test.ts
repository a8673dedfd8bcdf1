import { Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, LambdaEdgeEventType,
  type AddBehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep, EdgeStepHost, ErrorAction, ErrorStatuses,
  ExistingAttachments, PrettyUrls, RedirectSource, SecurityHeaders, type EdgeRedirectorProps,
} from '../../src';
import { codeOf, renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';

const existing = ExistingAttachments.compose();

const cloudFront = (stack: Stack): AddBehaviorOptions => ({
  functionAssociations: [{
    eventType: FunctionEventType.VIEWER_REQUEST,
    function: new CloudFrontFunction(stack, 'Cff', {
      code: FunctionCode.fromInline('function handler(event) { return event.request; } // theirs'),
    }),
  }],
});
const lambdaEdge = (stack: Stack): AddBehaviorOptions => ({
  edgeLambdas: [{
    eventType: LambdaEdgeEventType.VIEWER_REQUEST,
    functionVersion: new LambdaFunction(stack, 'Lambda', {
      runtime: Runtime.NODEJS_22_X,
      handler: 'index.handler',
      code: Code.fromInline('exports.handler = async (event) => event.Records[0].cf.request; // theirs'),
    }).currentVersion,
  }],
});

/** A site that has a function of each kind, on different behaviors. */
function site(byDefault: (stack: Stack) => AddBehaviorOptions, onApi: (stack: Stack) => AddBehaviorOptions) {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: { origin: siteOrigin, ...byDefault(stack) },
    additionalBehaviors: { '/api/*': { origin: siteOrigin, ...onApi(stack) }, '/plain/*': { origin: siteOrigin } },
  });
  return { stack, distribution };
}

const redirector = (props: Partial<EdgeRedirectorProps> = {}) => {
  const { stack, distribution } = site(lambdaEdge, cloudFront);
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    existing,
    behaviors: EdgeBehaviors.all(),
    source: RedirectSource.fromInline('{ "/old": "/new" }'),
    ...props,
  });
  return { stack, distribution };
};

/** The code of the function on viewer-request, and its kind. */
function onViewerRequest(template: Template, pattern: string): { kind: string; code: string } {
  const { functions, lambdas } = renderedBehaviors(template)[pattern];
  const mine = [...functions, ...lambdas].filter(({ EventType }) => EventType === 'viewer-request');
  expect(mine).toHaveLength(1);
  const version = versionOn(template, pattern, 'viewer-request');
  return version !== undefined ? { kind: 'lambda', code: codeOf(template, version) } : {
    kind: 'cff', code: template.toJSON().Resources[functions[0].FunctionARN['Fn::GetAtt'][0]].Properties.FunctionCode,
  };
}

test.each([
  [EdgeBehaviors.all(), ['*', '/api/*', '/plain/*']],
  [EdgeBehaviors.allExcept('/plain/*'), ['*', '/api/*']],
  [EdgeBehaviors.paths('*', 'api/*'), ['*', '/api/*']],
])('a redirector follows the function of each behavior', (behaviors, patterns) => {
  const { stack } = redirector({ behaviors });
  const template = Template.fromStack(stack);
  const found = patterns.map((pattern) => onViewerRequest(template, pattern));
  expect(found.map(({ kind }) => kind)).toEqual(['lambda', 'cff', 'cff'].slice(0, patterns.length));
  for (const { code } of found.slice(0, 2)) expect(code).toContain('// theirs');
  for (const { kind, code } of found) expect(code).toContain(kind === 'cff' ? '/new' : 'redirectStep');
  Annotations.fromStack(stack).hasNoWarning('*', Match.stringLikeRegexp('EDGE_REDIRECT'));
});

test('with headers, pretty URLs and error pages', () => {
  const { stack, distribution } = redirector({ prettyUrls: PrettyUrls.anySlash() });
  const options = { distribution, existing, behaviors: EdgeBehaviors.all() };
  new SecurityHeaders(stack, 'Headers', options);
  new EdgeErrorMasker(stack, 'Errors', {
    ...options, rules: [{ statuses: ErrorStatuses.codes(403), action: ErrorAction.redirectTo('/404.html') }],
  });
  const template = Template.fromStack(stack);
  expect(['*', '/api/*', '/plain/*'].map((pattern) => onViewerRequest(template, pattern).kind)).toEqual(
    ['lambda', 'cff', 'cff']);
});

test('a behavior that is added late is not left out', () => {
  const { stack, distribution } = redirector();
  distribution.addBehavior('/late/*', siteOrigin);
  expect(onViewerRequest(Template.fromStack(stack), '/late/*').kind).toBe('cff');
});

test('a rule that only one kind of function can run is an error, and not left out there', () => {
  const { stack } = redirector({
    source: RedirectSource.fromInline('{ "redirects": [{ "from": "/old", "to": "/new", "when": { "originStatus": [404] } }] }'),
  });
  expect(() => Template.fromStack(stack)).toThrow(/EDGE_/);
});

test('an own CloudFront Function on the behavior of the Lambda@Edge function stays a conflict', () => {
  const { stack, distribution } = redirector();
  new EdgeCustomStep(stack, 'Step', {
    distribution,
    event: LambdaEdgeEventType.VIEWER_RESPONSE,
    step: EdgeStep.fromFile(require.resolve('../support/function-step.js'), { host: EdgeStepHost.CLOUDFRONT_FUNCTION }),
  });
  expect(() => Template.fromStack(stack)).toThrow(/EDGE_VIEWER_MIX/);
});

test('without composing, both are refused', () => {
  const { stack } = redirector({ existing: undefined });
  expect(() => Template.fromStack(stack)).toThrow(/EDGE_EVENT_TAKEN[^]*EDGE_EVENT_TAKEN/);
});
