import { App, Stack } from 'aws-cdk-lib';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { EdgeBehaviors, EdgeCustomStep, EdgeRedirector, EdgeStep, EdgeStepHost, RedirectSource } from '../../src';
import { siteOrigin } from '../support/apps';

const { CLOUDFRONT_FUNCTION, LAMBDA_EDGE } = EdgeStepHost;
const source = RedirectSource.fromInline('{ "/old": "/new" }');

/** The types of the resources by logical id, in all stacks. */
function typesOf(region: string | undefined, attach: (stack: Stack, distribution: Distribution) => void) {
  const app = new App({ analyticsReporting: false });
  const stack = new Stack(app, 'Web', region === undefined ? {} : { env: { region } });
  attach(stack, new Distribution(stack, 'Site', {
    defaultBehavior: { origin: siteOrigin }, additionalBehaviors: { '/docs/*': { origin: siteOrigin } },
  }));
  return new Map(app.synth().stacks.flatMap(({ stackName, template }) => (
    Object.entries<{ Type: string }>(template.Resources).map(([id, { Type }]) => [`${stackName}/${id}`, Type]))));
}

// CloudFormation refuses such an update as a whole: "Update of resource type is not permitted".
describe('one kind of function is exchanged for the other without a resource that changes its type', () => {
  const redirects = (host: EdgeStepHost) => (stack: Stack, distribution: Distribution) => {
    new EdgeRedirector(stack, 'Redirects', { distribution, source, host, behaviors: EdgeBehaviors.all() });
    new EdgeRedirector(stack, 'Docs', { distribution, source, host, behaviors: EdgeBehaviors.paths('/docs/*') });
  };
  const step = (host: EdgeStepHost) => (stack: Stack, distribution: Distribution) => new EdgeCustomStep(stack, 'Step', {
    distribution,
    event: LambdaEdgeEventType.VIEWER_RESPONSE,
    step: EdgeStep.fromFile(
      host === LAMBDA_EDGE ? 'test/support/step.js' : 'test/support/function-step.js', { host }),
  });
  it.each([
    ['redirects', 'us-east-1', redirects],
    ['redirects', 'eu-west-1', redirects],
    ['redirects', undefined, redirects],
    ['a step of the user', 'us-east-1', step],
  ] as const)('%s in %s', (_, region, attach) => {
    const before = typesOf(region, attach(LAMBDA_EDGE));
    const after = typesOf(region, attach(CLOUDFRONT_FUNCTION));
    const both = [...before.keys()].filter((id) => after.has(id));
    expect(both.length).toBeGreaterThan(0);
    for (const id of both) expect([id, after.get(id)]).toEqual([id, before.get(id)]);
    expect([...after.values()]).toContain('AWS::CloudFront::Function');
  });
});
