import { Aws, CfnCondition, CfnParameter, Fn, Stack } from 'aws-cdk-lib';
import { Annotations, Match, Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution, Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, LambdaEdgeEventType,
  type AddBehaviorOptions,
} from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import {
  EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeRedirector, EdgeStep, EdgeStepHost, ErrorAction, ErrorStatuses,
  ExistingAttachments, PrettyUrls, RedirectEventType, RedirectSource, SecurityHeaders, type EdgeRedirectorProps,
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
    source: RedirectSource.fromInline(
      '{ "redirects": [{ "from": "/old", "to": "/new", "when": { "originStatus": [404] } }] }',
    ),
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

/** One behavior that has a function of each kind on viewer events, always or as conditions of the template choose. */
describe('a behavior with functions of both kinds', () => {
  const VIEWER = ['viewer-request', 'viewer-response'] as const;
  type Viewer = (typeof VIEWER)[number];
  const { VIEWER_REQUEST, ORIGIN_REQUEST } = RedirectEventType;
  const source = RedirectSource.fromInline('{ "/old": { "to": "/new", "query": "drop" } }');

  /** `either` means that a parameter chooses one of them, which CloudFront accepts. */
  function both(
    lambdaEvent: Viewer,
    functionEvent: Viewer,
    either: boolean,
    attach: (stack: Stack, site: CfnDistribution) => unknown,
  ) {
    const { stack } = siteStack();
    stack.node.tryRemoveChild('Site');
    const auth = new CfnCondition(stack, 'Auth', {
      expression: Fn.conditionEquals(new CfnParameter(stack, 'With', { default: 'no' }).valueAsString, 'yes'),
    });
    const when = (then: unknown, otherwise: unknown): any => Fn.conditionIf(auth.logicalId, then, otherwise);
    const lambda = { EventType: lambdaEvent, LambdaFunctionARN: version(stack) };
    const fn = { EventType: functionEvent, FunctionARN: cloudFrontFunction(stack) };
    const named = either
      ? { lambdaFunctionAssociations: [when(lambda, Aws.NO_VALUE)], functionAssociations: [when(Aws.NO_VALUE, fn)] }
      : {
        lambdaFunctionAssociations: [{ eventType: lambdaEvent, lambdaFunctionArn: lambda.LambdaFunctionARN }],
        functionAssociations: [{ eventType: functionEvent, functionArn: fn.FunctionARN }],
      };
    attach(
      stack,
      new CfnDistribution(stack, 'Cdn', {
        distributionConfig: {
          enabled: true,
          origins: [{ id: 'o', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }],
          defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'allow-all', ...named },
        },
      }),
    );
    return stack;
  }
  const version = (stack: Stack) => lambdaEdge(stack).edgeLambdas![0]!.functionVersion.edgeArn;
  const cloudFrontFunction = (stack: Stack) =>
    cloudFront(stack).functionAssociations![0]!.function.functionRef.functionArn;
  const redirects = (props: Partial<EdgeRedirectorProps>) => (stack: Stack, distribution: CfnDistribution) => (
    new EdgeRedirector(stack, 'Redirects', { distribution, source, ...props }));
  const step = (file: string, host: EdgeStepHost, event: LambdaEdgeEventType) => (
    (stack: Stack, distribution: CfnDistribution) => new EdgeCustomStep(stack, 'Step', {
      distribution, event, existing, step: EdgeStep.fromFile(require.resolve(file), { host }),
    }));
  const onLambda = step('../support/step.js', EdgeStepHost.LAMBDA_EDGE, LambdaEdgeEventType.VIEWER_RESPONSE);
  const inFunction = step(
    '../support/function-step.js',
    EdgeStepHost.CLOUDFRONT_FUNCTION,
    LambdaEdgeEventType.VIEWER_REQUEST,
  );

  const problemsOf = (stack: Stack): { code: string; message: string }[] => {
    try {
      Template.fromStack(stack);
      return [];
    } catch (thrown) {
      return (thrown as any).problems ?? [{ code: String(thrown), message: '' }];
    }
  };

  const events = VIEWER.flatMap((lambda) => VIEWER.map((fn) => [lambda, fn] as const));
  describe.each(events)('Lambda@Edge on %s, a CloudFront Function on %s', (lambda, fn) => {
    test.each<[string, boolean, string, (stack: Stack, site: CfnDistribution) => unknown]>([
      ['redirects that compose', true, 'EDGE_EXISTING_HOST', redirects({ event: VIEWER_REQUEST, existing })],
      ['redirects that compose', false, 'EDGE_EXISTING_HOST', redirects({ event: VIEWER_REQUEST, existing })],
      ['redirects on Lambda@Edge', true, 'EDGE_EXISTING_HOST', redirects({ event: VIEWER_REQUEST, existing, host: EdgeStepHost.LAMBDA_EDGE })],
      ['redirects that do not compose', true, 'EDGE_VIEWER_MIX', redirects({ event: VIEWER_REQUEST })],
      ['a file for Lambda@Edge', true, 'EDGE_EXISTING_HOST', onLambda],
      ['a file for CloudFront Functions', false, 'EDGE_EXISTING_HOST', inFunction],
    ])('%s (either: %s)', (_, either, code, attach) => {
      const found = problemsOf(both(lambda, fn, either, attach));
      expect(found.map((one) => one.code)).toEqual([code]);
      const [{ message } = { message: '' }] = found;
      expect(message).toContain(`Web/Lambda/CurrentVersion/Resource on ${lambda}`);
      expect(message).toContain(`Web/Cff/Resource on ${fn}`);
      expect(message).not.toMatch(/give the step of this library|add existing/);
    });
  });

  test('the cures work: an origin event where conditions choose', () => {
    const [{ message } = { message: '' }] = problemsOf(
      both('viewer-request', 'viewer-response', true, redirects({ event: VIEWER_REQUEST, existing })),
    );
    expect(message).toContain('choose an origin event');
    expect(
      problemsOf(both('viewer-request', 'viewer-response', true, redirects({ event: ORIGIN_REQUEST, existing }))),
    ).toEqual([]);
    expect(problemsOf(both('viewer-request', 'viewer-response', true, redirects({ event: ORIGIN_REQUEST })))).toEqual(
      [],
    );
  });

  test('no cure is offered that leaves two kinds which CloudFront does not accept', () => {
    const [{ message } = { message: '' }] = problemsOf(
      both('viewer-request', 'viewer-response', false, redirects({ event: VIEWER_REQUEST, existing })),
    );
    expect(message).toContain('make both of one kind');
    expect(message).not.toMatch(/origin event|allExcept/);
    expect(problemsOf(both('viewer-request', 'viewer-response', false, redirects({ event: ORIGIN_REQUEST, existing })))
      .map(({ code }) => code)).toEqual(['EDGE_VIEWER_MIX']);
  });

  test('the file of a CloudFront Function cannot be on an origin event', () => {
    const [{ message } = { message: '' }] = problemsOf(both('viewer-request', 'viewer-response', true, inFunction));
    expect(message).not.toContain('origin event');
  });

  test('an origin event takes what it did', () =>
    expect(
      problemsOf(both('viewer-response', 'viewer-request', true, redirects({ event: ORIGIN_REQUEST, existing }))),
    ).toEqual([]));
});
