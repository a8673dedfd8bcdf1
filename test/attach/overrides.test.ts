import { Fn, Lazy } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  CfnDistribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors, EdgeErrorMasker, EdgeRedirector, EdgeStepHost, ErrorAction, ErrorStatuses, RedirectSource,
  SecurityHeaders,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const behaviors = EdgeBehaviors.all();
const arn = (version: number) => `arn:aws:lambda:us-east-1:111122223333:function:mine:${version}`;
const DEFAULT = 'DistributionConfig.DefaultCacheBehavior';
const SECOND = 'DistributionConfig.CacheBehaviors.1';

/** A site with a viewer-request function and a policy on the default behavior and on `/docs/*`. */
function site() {
  const made = siteStack();
  const { stack, distribution } = made;
  const theirs = new CloudFrontFunction(stack, 'Mine', { code: FunctionCode.fromInline('function handler(e) { return e.request; }') });
  const functionAssociations = [{ eventType: FunctionEventType.VIEWER_REQUEST, function: theirs }];
  distribution.addBehavior('/docs/*', siteOrigin, {
    functionAssociations, responseHeadersPolicy: ResponseHeadersPolicy.CORS_ALLOW_ALL_ORIGINS,
  });
  const resource = distribution.node.defaultChild as CfnDistribution;
  const config = resource.distributionConfig as any;
  config.defaultCacheBehavior.functionAssociations = [{ eventType: 'viewer-request', functionArn: theirs.functionArn }];
  config.defaultCacheBehavior.responseHeadersPolicyId = ResponseHeadersPolicy.SECURITY_HEADERS.responseHeadersPolicyId;
  return { ...made, resource };
}
type Site = ReturnType<typeof site>;
/** On Lambda@Edge, or where it runs by itself: in a CloudFront Function, whose list the user changes. */
const redirect = (host?: EdgeStepHost) => ({ stack, distribution }: Site) => new EdgeRedirector(stack, 'Redirects', {
  host, distribution, behaviors, source: RedirectSource.fromInline('{ "/old": "/new" }'),
});
const mask = ({ stack, distribution }: Site) => new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors });
const headers = ({ stack, distribution }: Site) => new SecurityHeaders(stack, 'Headers', { distribution });
const rendered = ({ stack }: Site) => renderedBehaviors(Template.fromStack(stack));

describe.each([
  ['before', (made: Site, change: () => void, attach: (site: Site) => unknown) => { change(); attach(made); }],
  ['after', (made: Site, change: () => void, attach: (site: Site) => unknown) => { attach(made); change(); }],
])('an override %s attaching that removes what the user declared', (_, inOrder) => {
  it.each<[string, (resource: CfnDistribution, path: string) => void]>([
    ['addPropertyDeletionOverride', (r, path) => r.addPropertyDeletionOverride(path)],
    ['addDeletionOverride', (r, path) => r.addDeletionOverride(`Properties.${path}`)],
    ['addPropertyOverride with an empty list', (r, path) => r.addPropertyOverride(path, [])],
    ['addPropertyDeletionOverride of the only item', (r, path) => r.addPropertyDeletionOverride(`${path}.0`)],
    ['addPropertyOverride with another event', (r, path) => r.addPropertyOverride(`${path}.0.EventType`, 'viewer-response')],
  ])('frees the event of a function: %s', (name, override) => {
    const made = site();
    inOrder(made, () => [DEFAULT, SECOND].forEach((path) => override(made.resource, `${path}.FunctionAssociations`)), mask);
    for (const pattern of ['*', '/docs/*']) {
      const { functions, lambdas } = rendered(made)[pattern];
      expect(functions.map(({ EventType }) => EventType)).toEqual(name.includes('event') ? ['viewer-response'] : []);
      expect(lambdas.map(({ EventType }) => EventType)).toEqual(['origin-response']);
    }
    if (name.includes('event')) return;
    for (const host of [EdgeStepHost.LAMBDA_EDGE, undefined]) {
      const other = site();
      inOrder(other, () => [DEFAULT, SECOND].forEach((path) => override(other.resource, `${path}.FunctionAssociations`)), redirect(host));
      for (const pattern of ['*', '/docs/*']) {
        const { functions, lambdas } = rendered(other)[pattern];
        expect([lambdas.length, functions.length]).toEqual(host ? [1, 0] : [0, 1]);
        if (!host) expect(JSON.stringify(functions)).not.toContain('Mine');
      }
    }
  });

  it('frees the policy', () => {
    const made = site();
    inOrder(made, () => {
      made.resource.addPropertyDeletionOverride(`${DEFAULT}.ResponseHeadersPolicyId`);
      made.resource.addDeletionOverride(`Properties.${SECOND}.ResponseHeadersPolicyId`);
    }, headers);
    const all = rendered(made);
    expect(all['/docs/*'].policy).toEqual(all['*'].policy);
    expect(all['*'].policy).toEqual({ Ref: expect.stringMatching(/^Headers/) });
  });

  it('frees nothing on other behaviors', () => {
    const made = site();
    inOrder(made, () => made.resource.addPropertyDeletionOverride(`${DEFAULT}.FunctionAssociations`), redirect(EdgeStepHost.LAMBDA_EDGE));
    expect(() => rendered(made)).toThrow(/event of behavior "\/docs\/\*" already has the function Web\/Mine\/Resource.*EDGE_EVENT_TAKEN/);
    expect(() => rendered(made)).not.toThrow(/behavior "\*"/);
  });

  it('removes all additional behaviors', () => {
    const made = site();
    inOrder(made, () => {
      made.resource.addPropertyDeletionOverride('DistributionConfig.CacheBehaviors');
      made.resource.addPropertyDeletionOverride(`${DEFAULT}.FunctionAssociations`);
    }, redirect(EdgeStepHost.LAMBDA_EDGE));
    expect(Object.keys(rendered(made))).toEqual(['*']);
  });
});

describe('an override before attaching that adds something', () => {
  it.each<[string, unknown]>([
    ['a list', [{ EventType: 'origin-request', LambdaFunctionARN: arn(1), IncludeBody: true }]],
    ['a lazy list', Lazy.any({ produce: () => [{ EventType: 'origin-request', LambdaFunctionARN: arn(1), IncludeBody: true }] })],
  ])('%s on another event is kept beside ours', (_, value) => {
    const made = site();
    made.resource.addPropertyOverride(`${SECOND}.LambdaFunctionAssociations`, value);
    mask(made);
    expect(rendered(made)['/docs/*'].lambdas).toEqual([
      { EventType: 'origin-request', LambdaFunctionARN: arn(1), IncludeBody: true },
      { EventType: 'origin-response', LambdaFunctionARN: { Ref: expect.any(String) } },
    ]);
  });

  it('an item by index is kept, too', () => {
    const made = site();
    made.resource.addPropertyOverride(`${DEFAULT}.LambdaFunctionAssociations.0`, { EventType: 'origin-request', LambdaFunctionARN: arn(2) });
    mask(made);
    expect(rendered(made)['*'].lambdas.map(({ EventType }) => EventType)).toEqual(['origin-request', 'origin-response']);
  });

  it('a function on our event is reported', () => {
    const made = site();
    made.resource.addPropertyOverride(`${DEFAULT}.LambdaFunctionAssociations`, [{ EventType: 'origin-response', LambdaFunctionARN: arn(3) }]);
    mask(made);
    expect(() => rendered(made)).toThrow(/origin-response event of behavior "\*" already has the function arn:.*:3;.*EDGE_EVENT_TAKEN/);
  });

  it('a policy is reported by its name', () => {
    const { stack, distribution } = siteStack();
    const resource = distribution.node.defaultChild as CfnDistribution;
    const policy = new ResponseHeadersPolicy(stack, 'Theirs');
    resource.addPropertyOverride(`${DEFAULT}.ResponseHeadersPolicyId`, policy.responseHeadersPolicyId);
    resource.addPropertyOverride('DistributionConfig.CacheBehaviors.0.ResponseHeadersPolicyId', Fn.ref('Other'));
    new SecurityHeaders(stack, 'Headers', { distribution });
    expect(() => Template.fromStack(stack)).toThrow(
      /behavior "\/api\/\*" already has a response headers policy, \{"Ref":"Other"\}.*\n.*behavior "\*" already has .*, Web\/Theirs\/Resource;|behavior "\*" already has .*, Web\/Theirs\/Resource;.*\n.*"Other"/);
  });
});

it('other overrides stay as they are', () => {
  const made = site();
  made.resource.addPropertyOverride(`${SECOND}.Compress`, false);
  made.resource.addPropertyDeletionOverride(`${SECOND}.FunctionAssociations`);
  mask(made);
  const { CacheBehaviors } = Template.fromStack(made.stack).findResources('AWS::CloudFront::Distribution')[
    made.stack.resolve(made.resource.logicalId) as string].Properties.DistributionConfig;
  expect(CacheBehaviors[1]).toMatchObject({ PathPattern: '/docs/*', Compress: false });
  expect(CacheBehaviors).toHaveLength(2);
});

describe('assigning distributionConfig', () => {
  const without = (resource: CfnDistribution) => {
    const { functionAssociations, ...defaultCacheBehavior } = (resource.distributionConfig as any).defaultCacheBehavior;
    resource.distributionConfig = { ...resource.distributionConfig as any, defaultCacheBehavior };
  };

  it.each([
    ['before', (made: Site) => { without(made.resource); return made; }, (made: Site) => made],
    ['after', (made: Site) => made, (made: Site) => { without(made.resource); return made; }],
  ])('%s attaching works', (_, first, then) => {
    const made = first(site());
    new EdgeRedirector(made.stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution: made.distribution, source: RedirectSource.fromInline('{ "/old": "/new" }') });
    then(made);
    expect(rendered(made)['*']).toMatchObject({ functions: [], lambdas: [{ EventType: 'viewer-request' }] });
  });

  it('of additional behaviors needs the resolved list', () => {
    const made = site();
    mask(made);
    const config = made.resource.distributionConfig as any;
    const cacheBehaviors = made.stack.resolve(config.cacheBehaviors).map(
      ({ functionAssociations, ...behavior }: any) => behavior);
    made.resource.distributionConfig = { ...config, cacheBehaviors };
    expect(rendered(made)['/docs/*']).toMatchObject({ functions: [], lambdas: [{ EventType: 'origin-response' }] });
  });
});
