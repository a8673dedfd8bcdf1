import { Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime, KeyValueStore,
  LambdaEdgeEventType, ResponseHeadersPolicy, type FunctionProps,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeCustomStep, EdgeRedirector, EdgeStep, EdgeStepHost, ExistingAttachments, ExistingFunctionOrder, RedirectSource,
  SecurityHeaders,
} from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const step = EdgeStep.fromFile(require.resolve('../support/function-step.js'), {
  host: EdgeStepHost.CLOUDFRONT_FUNCTION,
});
const BIG = `function handler(event) { event.request.uri += '${'x'.repeat(11_000)}'; return event.request; }`;

/** A site whose function does not fit beside ours, or only for other reasons. */
function site(code: string, props: (stack: Stack) => Partial<FunctionProps> = () => ({})) {
  const { stack } = siteStack();
  stack.node.tryRemoveChild('Site');
  const theirs = new CloudFrontFunction(stack, 'Theirs', {
    code: FunctionCode.fromInline(code), runtime: FunctionRuntime.JS_2_0, ...props(stack),
  });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: siteOrigin,
      responseHeadersPolicy: ResponseHeadersPolicy.SECURITY_HEADERS,
      functionAssociations: [{ function: theirs, eventType: FunctionEventType.VIEWER_REQUEST }],
    },
  });
  return { stack, distribution };
}

function codesOf(stack: Stack): string[] {
  try {
    Template.fromStack(stack);
    return [];
  } catch (thrown) {
    return (thrown as { problems: { code: string }[] }).problems.map(({ code }) => code).sort();
  }
}

const order = (functionOrder: ExistingFunctionOrder) => ExistingAttachments.compose({ functionOrder });
const viewerRequest = { event: LambdaEdgeEventType.VIEWER_REQUEST, step };

test('the size is reported with the order and a policy', () => {
  const { stack, distribution } = site(BIG);
  new EdgeRedirector(stack, 'Redirects', {
    distribution,
    source: RedirectSource.fromInline('{ "/old": "/new" }'),
    existing: order(ExistingFunctionOrder.AFTER),
  });
  new EdgeCustomStep(stack, 'Step', { distribution, ...viewerRequest, existing: order(ExistingFunctionOrder.BEFORE) });
  new SecurityHeaders(stack, 'Headers', { distribution });
  expect(codesOf(stack)).toEqual(['EDGE_EXISTING_ORDER', 'EDGE_FUNCTION_SIZE', 'EDGE_POLICY_TAKEN']);
});

test('two stores are reported with the size, and with rules that are wrong', () => {
  const { stack, distribution } = site(BIG, (scope) => ({ keyValueStore: new KeyValueStore(scope, 'TheirStore') }));
  new EdgeCustomStep(stack, 'Step', {
    distribution,
    ...viewerRequest,
    existing: ExistingAttachments.compose(),
    keyValueStore: new KeyValueStore(stack, 'OurStore'),
  });
  new EdgeRedirector(stack, 'Wrong', { distribution, source: RedirectSource.fromInline('{ "/a": "/a" }') });
  expect(codesOf(stack)).toEqual(['EDGE_FUNCTION_SIZE', 'EDGE_FUNCTION_STORES', 'EDGE_REDIRECT_LOOP']);
});

test('the size alone', () => {
  const { stack, distribution } = site(BIG);
  new EdgeCustomStep(stack, 'Step', { distribution, ...viewerRequest, existing: ExistingAttachments.compose() });
  expect(codesOf(stack)).toEqual(['EDGE_FUNCTION_SIZE']);
});
