import { Template } from 'aws-cdk-lib/assertions';
import { Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeBehaviors, EdgeRedirector, ExistingAttachments, RedirectSource } from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

/** A distribution whose behavior `/docs/*` has a function, and redirectors that do not name a host. */
function sites(...redirectors: (readonly [patterns: readonly string[], composes: boolean, rules?: number])[]) {
  const { stack, distribution } = siteStack({ env: { region: 'us-east-1' } });
  const code = FunctionCode.fromInline('function handler(event) { return event.request; }');
  const there = new CloudFrontFunction(stack, 'There', { code, runtime: FunctionRuntime.JS_2_0 });
  distribution.addBehavior('/docs/*', siteOrigin, {
    functionAssociations: [{ function: there, eventType: FunctionEventType.VIEWER_REQUEST }],
  });
  distribution.addBehavior('/img/*', siteOrigin);
  redirectors.forEach(([patterns, composes, rules = 1], i) => new EdgeRedirector(stack, `Redirects${i}`, {
    distribution,
    source: RedirectSource.fromInline(JSON.stringify(Object.fromEntries(
      Array.from({ length: rules }, (_, n) => [`/docs/${i}${n === 0 ? '' : `-${n}`}`, '/x'])))),
    behaviors: EdgeBehaviors.paths(...patterns),
    ...(composes && { existing: ExistingAttachments.compose() }),
  }));
  return renderedBehaviors(Template.fromStack(stack));
}

const ON_FUNCTION = { lambdas: [], functions: [{ EventType: 'viewer-request' }] };

describe('redirectors beside an existing CloudFront Function', () => {
  test.each([
    ['the first composes', true, false],
    ['the last composes', false, true],
  ])('%s: it joins for both, in one function', (_, first, last) => {
    expect(sites([['/docs/*'], first], [['/docs/*'], last])['/docs/*']).toMatchObject(ON_FUNCTION);
  });

  test('a redirector that joins takes those with it that it meets elsewhere', () => {
    const behaviors = sites([['/img/*'], false], [['/docs/*', '/img/*'], true]);
    expect(behaviors['/docs/*']).toMatchObject(ON_FUNCTION);
    expect(behaviors['/img/*']).toMatchObject(ON_FUNCTION);
  });

  test('one that it does not meet stays on Lambda@Edge if it is long', () => {
    const behaviors = sites([['/img/*'], false, 1_000], [['/docs/*'], true]);
    expect(behaviors['/docs/*']).toMatchObject(ON_FUNCTION);
    expect(behaviors['/img/*']).toMatchObject({ functions: [], lambdas: [{ EventType: 'viewer-request' }] });
  });

  test('without composing there is an error', () => {
    expect(() => sites([['/docs/*'], false], [['/docs/*'], false])).toThrow(/EDGE_EVENT_TAKEN|EDGE_EXISTING_HOST|EDGE_VIEWER_MIX/);
  });
});
