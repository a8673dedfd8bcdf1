import { App, CfnParameter, Stack } from 'aws-cdk-lib';
import { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeSlots } from '../../src/attach/slots/edge-slots';
import { InlineCode } from '../../src/attach/slots/inline-code';

function site(stack: Stack, id: string, config: Partial<CfnDistribution.DistributionConfigProperty> = {}) {
  const resource = new CfnDistribution(stack, id, {
    distributionConfig: {
      enabled: true,
      defaultCacheBehavior: { targetOriginId: 'o', viewerProtocolPolicy: 'allow-all' },
      ...config,
    },
  });
  return EdgeSlots.of(resource).site;
}

describe('the facts that the constructs on a distribution share', () => {
  it('are kept per distribution', () => {
    const stack = new Stack(new App(), 'S');
    const [one, other] = [site(stack, 'One'), site(stack, 'Other')];
    one.addErrorLocations(['/404.html']);
    expect(one.errorPages()).toEqual(['/404.html']);
    expect(other.errorPages()).toEqual([]);
    expect(EdgeSlots.of(stack.node.findChild('One') as CfnDistribution).site).toBe(one);
  });

  it('accumulate, and are complete when all constructs have been created', () => {
    const facts = site(new Stack(new App(), 'S'), 'D');
    facts.addErrorLocations(['/b.html', 'https://elsewhere.example/x.html']);
    facts.addRewrites((path) => (path === '/a.html' ? ['/pages/a.html'] : []));
    expect(facts.errorPages()).toEqual(['/b.html']);
    facts.addErrorLocations(['/a.html']);
    expect(facts.errorPages()).toEqual(['/a.html', '/b.html', '/pages/a.html']);
    facts.addRewrites((path) => [`/v2${path}`]);
    expect(facts.errorPages()).toEqual(['/a.html', '/b.html', '/pages/a.html', '/v2/a.html', '/v2/b.html']);
  });

  it('include the host names of the site, as far as they are known', () => {
    const stack = new Stack(new App(), 'S');
    const parameter = new CfnParameter(stack, 'P').valueAsString;
    expect(site(stack, 'A', { aliases: ['a.example'], defaultRootObject: '/index.html' }).known()).toEqual({
      hosts: ['a.example'],
      rootObject: 'index.html',
    });
    expect(site(stack, 'B', { aliases: [parameter], defaultRootObject: parameter }).known()).toEqual({
      rootObject: '',
    });
  });

  it('list pages of custom error responses separately: they only matter on origin events', () => {
    const facts = site(new Stack(new App(), 'S'), 'D', {
      customErrorResponses: [{ errorCode: 404, responsePagePath: '/c.html' }, { errorCode: 500 }],
    });
    expect([facts.errorPages(), facts.customErrorPages()]).toEqual([[], ['/c.html']]);
  });

  it('include the default root object if it is only known at deploy time whether it is an error page', () => {
    const stack = new Stack(new App(), 'S');
    const parameter = new CfnParameter(stack, 'P').valueAsString;
    const facts = site(stack, 'D', { defaultRootObject: 'index.html' });
    expect([facts.startPage(['/404.html']), facts.startPage([parameter])]).toEqual([{}, { startPage: 'index.html' }]);
    expect(site(stack, 'E').startPage([parameter])).toEqual({});
  });
});

it('the code in a template is counted by stack', () => {
  const app = new App();
  const [one, other] = [new Stack(app, 'One'), new Stack(app, 'Other')];
  InlineCode.of(one).bytes += 5;
  InlineCode.of(one).bytes += 6;
  expect([InlineCode.of(one).bytes, InlineCode.of(other).bytes]).toEqual([11, 0]);
});
