import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Distribution, type CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeBehaviors, ExistingAttachments, SecurityHeaders, type SecurityHeadersProps } from '../../../src';
import { siteOrigin } from '../../support/apps';

const existing = ExistingAttachments.compose();
const custom = (header: string) => ({
  existing, customHeaders: [{ header, value: '1', override: true }],
});

/** Distributions whose behavior has the policy of another one's construct, in a circle. */
function circle(count: number) {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Web', { env: { region: 'us-east-1' } });
  const sites = Array.from({ length: count }, (_, n) => (
    new Distribution(stack, `Site${n}`, { defaultBehavior: { origin: siteOrigin } })));
  const made = sites.map((distribution, n) => (
    new SecurityHeaders(stack, `Headers${n}`, { distribution, ...custom(`X-${n}`) })));
  sites.forEach((site, n) => use(site, made[(n + 1) % count]));
  return stack;
}

function use(site: Distribution, { responseHeadersPolicy }: SecurityHeaders): void {
  const { distributionConfig } = site.node.defaultChild as CfnDistribution;
  (distributionConfig as any).defaultCacheBehavior.responseHeadersPolicyId =
    responseHeadersPolicy!.responseHeadersPolicyId;
}

/** The custom headers that the policy of each construct sets. */
const customOf = (stack: Stack) => Object.entries(Template.fromStack(stack)
  .findResources('AWS::CloudFront::ResponseHeadersPolicy')).map(([id, { Properties }]) => [
  id.slice(0, 8),
  Properties.ResponseHeadersPolicyConfig.CustomHeadersConfig.Items
    .map(({ Header }: { Header: string }) => Header).filter((name: string) => /^X-\d$/.test(name)).sort(),
]);

it.each([2, 3])('%d constructs whose behaviors have the policy of the next one get all headers', (count) => {
  const all = Array.from({ length: count }, (_, n) => `X-${n}`);
  expect(customOf(circle(count))).toEqual(all.map((_, n) => [`Headers${n}`, all]));
});

it('two constructs on one distribution, whose behaviors have the policy of the other', () => {
  const stack = new Stack(new App({ analyticsReporting: false }), 'Web', { env: { region: 'us-east-1' } });
  const distribution = new Distribution(stack, 'Site', { defaultBehavior: { origin: siteOrigin } });
  const props = (path: string, header: string): SecurityHeadersProps => (
    { distribution, behaviors: EdgeBehaviors.paths(path), ...custom(header) });
  const [one, two] = [new SecurityHeaders(stack, 'Headers0', props('/a/*', 'X-0')),
    new SecurityHeaders(stack, 'Headers1', props('/b/*', 'X-1'))];
  distribution.addBehavior('/a/*', siteOrigin, { responseHeadersPolicy: two.responseHeadersPolicy });
  distribution.addBehavior('/b/*', siteOrigin, { responseHeadersPolicy: one.responseHeadersPolicy });
  expect(customOf(stack)).toEqual([['Headers0', ['X-0', 'X-1']], ['Headers1', ['X-0', 'X-1']]]);
});
