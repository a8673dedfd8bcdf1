import { App, Mixins, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { CfnDistribution, Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import {
  EdgeBehaviors,
  EdgeCustomStepMixin,
  EdgeErrorMasker,
  EdgeErrorMaskerMixin,
  EdgeRedirectorMixin,
  EdgeStep,
  EdgeStepHost,
  ErrorAction,
  ErrorStatuses,
  RedirectSource,
  SecurityHeadersMixin,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];

describe('mixins', () => {
  it('do what the constructs do', () => {
    const byConstruct = siteStack();
    new EdgeErrorMasker(byConstruct.stack, 'Errors', {
      distribution: byConstruct.distribution,
      rules,
      behaviors: EdgeBehaviors.all(),
    });
    const byMixin = siteStack();
    byMixin.distribution.with(new EdgeErrorMaskerMixin({ rules, behaviors: EdgeBehaviors.all() }));
    expect(Template.fromStack(byMixin.stack).toJSON()).toEqual(Template.fromStack(byConstruct.stack).toJSON());
  });

  it('compose with each other and with later behaviors', () => {
    const { stack, distribution } = siteStack();
    distribution.with(
      new EdgeErrorMaskerMixin({ rules }),
      new EdgeRedirectorMixin({ source: RedirectSource.fromInline('{ "/old": "/new" }'), host: EdgeStepHost.LAMBDA_EDGE }),
      new SecurityHeadersMixin(),
      new EdgeCustomStepMixin({
        event: LambdaEdgeEventType.ORIGIN_REQUEST,
        step: EdgeStep.fromFile(__filename.replace(/mixins\.test\.ts$/, '../support/step.js')),
      }),
    );
    distribution.addBehavior('/later/*', siteOrigin);
    const template = Template.fromStack(stack);
    expect(
      renderedBehaviors(template)
        ['*'].lambdas.map((a) => a.EventType)
        .sort(),
    ).toEqual(['origin-request', 'origin-response', 'viewer-request']);
    expect(renderedBehaviors(template)['/later/*'].policy).toEqual(renderedBehaviors(template)['*'].policy);
  });

  it('apply to every distribution of a scope', () => {
    const app = new App({ analyticsReporting: false });
    const stacks = ['One', 'Two'].map((id) => new Stack(app, id, { env: { region: 'us-east-1' } }));
    stacks.forEach((stack) => new Distribution(stack, 'Site', { defaultBehavior: { origin: siteOrigin } }));
    Mixins.of(app).apply(new EdgeErrorMaskerMixin({ rules }));
    for (const stack of stacks) expect(versionOn(Template.fromStack(stack), '*', 'origin-response')).toBeDefined();
  });

  it('can be applied twice', () => {
    const { stack, distribution } = siteStack();
    distribution.with(new EdgeErrorMaskerMixin({ rules }));
    distribution.with(new EdgeErrorMaskerMixin({ rules, behaviors: EdgeBehaviors.paths('/api/*') }));
    const template = Template.fromStack(stack);
    expect(versionOn(template, '/api/*', 'origin-response')).toBe(versionOn(template, '*', 'origin-response'));
  });

  it('ignore other constructs', () => {
    const { stack, distribution } = siteStack();
    const mixin = new EdgeErrorMaskerMixin({ rules });
    expect(mixin.supports(stack)).toBe(false);
    expect(mixin.supports(distribution.node.defaultChild as CfnDistribution)).toBe(true);
    expect(() => mixin.applyTo(stack)).not.toThrow();
  });
});
