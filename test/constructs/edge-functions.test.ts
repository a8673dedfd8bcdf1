import { join } from 'node:path';
import { App, AspectPriority, Aspects, CfnOutput, Stack, type IAspect, type StackProps } from 'aws-cdk-lib';
import { Match, Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, LambdaEdgeEventType, type CfnResponseHeadersPolicy, type IDistributionRef,
} from 'aws-cdk-lib/aws-cloudfront';
import { Alarm } from 'aws-cdk-lib/aws-cloudwatch';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { IConstruct } from 'constructs';
import {
  ContentSecurityPolicy, CspSource, EdgeBehaviors, EdgeCustomStep, EdgeErrorMasker, EdgeErrorMaskerMixin, EdgeFunctions,
  EdgeRedirector, EdgeStep, EdgeStepHost, ErrorAction, ErrorStatuses, RedirectSource, SecurityHeaders,
  type EdgeFunction, type IEdgeFunctionCustomizer,
} from '../../src';
import { renderedBehaviors, siteOrigin, siteStack, versionOn } from '../support/apps';

const rules = [{ statuses: ErrorStatuses.clientErrors(), action: ErrorAction.redirectTo('/404.html') }];
const source = RedirectSource.fromInline('{ "/old": "/new" }');
const VIRGINIA = { env: { region: 'us-east-1' } };
const IRELAND = { env: { region: 'eu-west-1' } };
const { ORIGIN_RESPONSE, VIEWER_REQUEST } = LambdaEdgeEventType;

/** A site with redirects and error pages: two functions. */
function site(props: StackProps = VIRGINIA, context: Record<string, unknown> = {}) {
  const { app, stack, distribution } = siteStack(props, {}, context);
  const redirector = new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source });
  const masker = new EdgeErrorMasker(stack, 'Errors', { distribution, rules, behaviors: EdgeBehaviors.all() });
  return { app, stack, distribution, redirector, masker };
}
const supportStack = (app: App) => (
  app.node.children.filter(Stack.isStack).find(({ node }) => node.id.startsWith('edge-functions'))!);
const resourceOf = ({ lambdaFunction }: EdgeFunction) => lambdaFunction!.node.defaultChild as CfnFunction;
const eventsOf = (functions: readonly EdgeFunction[]) => functions.map(({ event }) => event);

/** Records the functions that it is called with. */
class Seen implements IEdgeFunctionCustomizer {
  readonly functions: EdgeFunction[] = [];

  customize(edgeFunction: EdgeFunction): void {
    this.functions.push(edgeFunction);
  }
}

const alarm: IEdgeFunctionCustomizer = {
  customize: (edgeFunction) => {
    const metric = edgeFunction.metric(edgeFunction.lambdaFunction ? 'Errors' : 'FunctionExecutionErrors');
    new Alarm(edgeFunction.construct, 'Failures', { metric, threshold: 1, evaluationPeriods: 1 });
  },
};

describe('an alarm on each function', () => {
  const nameAtTheEdge = (name: string) => ({ 'Fn::Join': ['', ['us-east-1.', { Ref: name }]] });
  const expectAlarms = (template: Template) => {
    const names = Object.keys(template.findResources('AWS::Lambda::Function'));
    expect(names).toHaveLength(2);
    template.resourceCountIs('AWS::CloudWatch::Alarm', 2);
    for (const name of names) {
      template.hasResourceProperties('AWS::CloudWatch::Alarm', {
        Namespace: 'AWS/Lambda',
        MetricName: 'Errors',
        Statistic: 'Sum',
        Dimensions: [{ Name: 'FunctionName', Value: nameAtTheEdge(name) }],
      });
    }
  };

  it.each([VIRGINIA, {}])('is in the stack of the functions, in %j', (props) => {
    const { stack, distribution } = site(props);
    EdgeFunctions.of(distribution).forEach(alarm);
    expectAlarms(Template.fromStack(stack));
  });

  it('is in the support stack in us-east-1, beside the functions', () => {
    const { app, stack, redirector, masker } = site(IRELAND);
    redirector.functions.forEach(alarm);
    masker.functions.forEach(alarm);
    expectAlarms(Template.fromStack(supportStack(app)));
    Template.fromStack(stack).resourceCountIs('AWS::CloudWatch::Alarm', 0);
  });

  it('may be registered before there is a construct on the distribution, and includes mixins and later behaviors', () => {
    const { stack, distribution } = siteStack();
    EdgeFunctions.of(distribution).forEach(alarm);
    new EdgeRedirector(stack, 'Redirects', { host: EdgeStepHost.LAMBDA_EDGE, distribution, source });
    distribution.with(new EdgeErrorMaskerMixin({ rules, behaviors: EdgeBehaviors.paths('/late/*') }));
    distribution.addBehavior('/late/*', siteOrigin);
    expectAlarms(Template.fromStack(stack));
  });

  it.each([
    ['us-east-1', VIRGINIA, true], ['us-east-1, without stabilization of aspects', VIRGINIA, false],
    ['eu-west-1', IRELAND, true], ['eu-west-1, without stabilization of aspects', IRELAND, false],
  ])('can be added by an aspect with a later priority, in %s', (_, props, stabilized) => {
    const { app, stack, redirector, masker } = site(props, { '@aws-cdk/core:aspectStabilization': stabilized });
    const visit = (node: IConstruct) => {
      if (node !== redirector && node !== masker) return;
      for (const edgeFunction of (node as typeof masker).functions.list()) alarm.customize(edgeFunction);
    };
    const aspect: IAspect = { visit };
    Aspects.of(stack).add(aspect, { priority: AspectPriority.READONLY });
    expectAlarms(Template.fromStack(props === VIRGINIA ? stack : supportStack(app)));
  });

  it('is in us-east-1 for CloudFront Functions; the CDK refuses it in another Region, where it would never fire', () => {
    const attach = (props: StackProps) => {
      const { stack, distribution } = siteStack(props);
      const file = join(__dirname, '../support/function-step.js');
      const step = EdgeStep.fromFile(file, { host: EdgeStepHost.CLOUDFRONT_FUNCTION });
      new EdgeCustomStep(stack, 'Step', { distribution, event: VIEWER_REQUEST, step }).functions.forEach(alarm);
      return stack;
    };
    const template = Template.fromStack(attach(VIRGINIA));
    const [{ Properties: { Name: name } }] = Object.values(template.findResources('AWS::CloudFront::Function'));
    template.hasResourceProperties('AWS::CloudWatch::Alarm', {
      Namespace: 'AWS/CloudFront',
      MetricName: 'FunctionExecutionErrors',
      Dimensions: [{ Name: 'FunctionName', Value: name }, { Name: 'Region', Value: 'Global' }],
    });
    expect(() => Template.fromStack(attach(IRELAND))).toThrow(/Cannot create an Alarm in region 'eu-west-1'/);
  });
});

describe('a function', () => {
  it('can be changed, and the distribution names the version with the change', () => {
    const versions = [128, 256].map((memorySize) => {
      const { stack, masker } = site();
      masker.functions.forEach({
        customize: (edgeFunction) => { resourceOf(edgeFunction).memorySize = memorySize; },
      });
      const template = Template.fromStack(stack);
      const changed = template.findResources('AWS::Lambda::Function', { Properties: { MemorySize: memorySize } });
      expect(Object.keys(changed)).toHaveLength(memorySize === 128 ? 2 : 1);
      const version = versionOn(template, '*', 'origin-response')!;
      expect(template.findResources('AWS::Lambda::Version')).toHaveProperty(version);
      return version;
    });
    expect(versions[0]).not.toBe(versions[1]);
  });

  it.each<[string, (edgeFunction: EdgeFunction) => void, RegExp]>([
    ['by the CDK', (f) => f.lambdaFunction!.addEnvironment('A', 'b'), /contains environment variables \[A\]/],
    ['by us', (f) => resourceOf(f).addPropertyOverride('TracingConfig.Mode', 'Active'),
      /is traced by X-Ray.*\[EDGE_LAMBDA_FEATURE\]/],
  ])('is refused with features that Lambda@Edge does not support, %s', (_, customize, refusal) => {
    const { app, masker } = site();
    masker.functions.forEach({ customize });
    expect(() => app.synth()).toThrow(refusal);
  });

  it('has its role, version, behaviors and log group', () => {
    const { stack, masker } = site();
    masker.functions.forEach({
      customize: ({ construct, role, version, logGroupName, pathPatterns, cloudFrontFunction }) => {
        role!.addToPrincipalPolicy(new PolicyStatement({ actions: ['s3:GetObject'], resources: ['arn:aws:s3:::a/b'] }));
        new LogGroup(construct, 'Logs', { logGroupName, retention: RetentionDays.ONE_MONTH });
        new CfnOutput(construct, 'Version', { value: version!.version });
        expect(pathPatterns.sort()).toEqual(['*', '/api/*']);
        expect(cloudFrontFunction).toBeUndefined();
      },
    });
    const template = Template.fromStack(stack);
    const functions = Object.keys(template.findResources('AWS::Lambda::Function'));
    const name = functions.find((id) => id.includes('OriginResponse'))!;
    template.hasResourceProperties('AWS::Logs::LogGroup', {
      LogGroupName: { 'Fn::Join': ['', ['/aws/lambda/us-east-1.', { Ref: name }]] }, RetentionInDays: 30,
    });
    template.hasResourceProperties('AWS::IAM::Policy', {
      PolicyDocument: Match.objectLike({ Statement: [Match.objectLike({ Action: 's3:GetObject' })] }),
    });
    template.hasOutput('*', { Value: { 'Fn::GetAtt': [versionOn(template, '*', 'origin-response'), 'Version'] } });
  });
});

describe('the functions of a construct', () => {
  it('are those that run its steps, on each event and behavior', () => {
    const { app, stack, distribution, redirector, masker } = site();
    const headers = new SecurityHeaders(stack, 'Headers', {
      distribution,
      contentSecurityPolicy: ContentSecurityPolicy.fromDirectives({ scriptSrc: [CspSource.distributionDomain()] }),
    });
    const apiRedirects = new EdgeRedirector(stack, 'Api', {
      host: EdgeStepHost.LAMBDA_EDGE,
      distribution,
      source: RedirectSource.fromInline('{ "/api/a": "/api/b" }'),
      behaviors: EdgeBehaviors.paths('/api/*'),
    });
    app.synth();
    expect(eventsOf(redirector.functions.list())).toEqual([VIEWER_REQUEST]);
    expect(redirector.functions.list()[0].pathPatterns).toEqual(['*']);
    expect(apiRedirects.functions.list().map((f) => f.pathPatterns)).toEqual([['/api/*']]);
    expect(eventsOf(masker.functions.list())).toEqual([ORIGIN_RESPONSE]);
    expect(eventsOf(headers.functions.list()).sort()).toEqual([ORIGIN_RESPONSE, VIEWER_REQUEST, VIEWER_REQUEST]);
    const all = EdgeFunctions.of(distribution);
    expect(all.list()).toHaveLength(3);
    expect(eventsOf(all.onEvent(ORIGIN_RESPONSE).list())).toEqual([ORIGIN_RESPONSE]);
    const ofApi = all.onBehaviors(EdgeBehaviors.paths('api/*')); // the slash makes no difference
    expect(eventsOf(ofApi.list()).sort()).toEqual([ORIGIN_RESPONSE, VIEWER_REQUEST]);
    const ofDefault = all.onEvent(VIEWER_REQUEST).onBehaviors(EdgeBehaviors.defaultBehavior());
    expect(ofDefault.list().map((f) => f.pathPatterns)).toEqual([['*']]);
  });

  it('are one function for two constructs with equal steps', () => {
    const { app, stack, distribution } = siteStack();
    const [one, two] = ['*', '/api/*'].map(
      (pattern) =>
        new EdgeErrorMasker(stack, `Errors${pattern}`, {
          distribution,
          rules,
          behaviors: EdgeBehaviors.paths(pattern),
        }),
    );
    app.synth();
    expect(one.functions.list()[0].construct).toBe(two.functions.list()[0].construct);
    expect(EdgeFunctions.of(distribution).list()).toHaveLength(1);
  });

  it('are empty if headers need no function', () => {
    const { app, stack, distribution } = siteStack();
    const headers = new SecurityHeaders(stack, 'Headers', { distribution });
    app.synth();
    expect(headers.functions.list()).toEqual([]);
  });

  it('cannot be listed before the synthesis', () => {
    const { redirector, distribution } = site();
    expect(() => redirector.functions.list())
      .toThrow(/^Web\/Redirects: 1 problem\n {2}functions are not created yet.*use forEach.*\[EDGE_FUNCTIONS_EARLY\]$/);
    expect(() => EdgeFunctions.of(distribution).list()).toThrow(/^Web\/Site: 1 problem\n.*\[EDGE_FUNCTIONS_EARLY\]$/);
  });

  it('on an unknown behavior are an error', () => {
    const { app, distribution } = site();
    EdgeFunctions.of(distribution).onBehaviors(EdgeBehaviors.paths('/apis/*')).forEach(alarm);
    expect(() => app.synth()).toThrow(
      /behaviors names no behavior .*, got "\/apis\/\*"; there are "\/api\/\*", "\*" {2}\[EDGE_BEHAVIOR_UNKNOWN\]/,
    );
  });

  it('of something other than a distribution of the app are an error', () => {
    const { stack } = siteStack();
    const attributes = { distributionId: 'E1', domainName: 'd1.cloudfront.net' };
    const imported = Distribution.fromDistributionAttributes(stack, 'Imported', attributes);
    expect(() => EdgeFunctions.of(imported))
      .toThrow(/^Web\/Imported: 1 problem\n {2}distribution is imported.*\[EDGE_DISTRIBUTION_IMPORTED\]$/);
    expect(() => EdgeFunctions.of(undefined as unknown as IDistributionRef))
      .toThrow(/^EdgeFunctions\.of: 1 problem\n.*\[EDGE_DISTRIBUTION_MISSING\]$/);
  });
});

describe('a customizer', () => {
  it('is called once per function, even if the app is synthesized again, and also if it is added afterwards', () => {
    const { app, distribution } = site();
    const [early, late] = [new Seen(), new Seen()];
    EdgeFunctions.of(distribution).forEach(early);
    for (let i = 0; i < 2; i++) app.synth({ force: true });
    EdgeFunctions.of(distribution).forEach(late);
    for (const { functions } of [early, late]) expect(eventsOf(functions)).toEqual([VIEWER_REQUEST, ORIGIN_RESPONSE]);
  });

  it('that throws is called again in the next synthesis', () => {
    const { app, distribution } = site();
    EdgeFunctions.of(distribution).forEach({ customize: () => { throw new Error('not today'); } });
    for (let i = 0; i < 2; i++) expect(() => app.synth({ force: true })).toThrow('not today');
  });

  it('may add another one', () => {
    const { app, distribution } = site();
    const seen = new Seen();
    const all = EdgeFunctions.of(distribution);
    all.onEvent(ORIGIN_RESPONSE).forEach({ customize: () => all.forEach(seen) });
    app.synth();
    expect(eventsOf(seen.functions)).toEqual([VIEWER_REQUEST, ORIGIN_RESPONSE]);
  });

  it('changes nothing where there are no functions', () => {
    const [plain, asked] = [siteStack(), siteStack()];
    const seen = new Seen();
    EdgeFunctions.of(asked.distribution).forEach(seen);
    expect(Template.fromStack(asked.stack).toJSON()).toEqual(Template.fromStack(plain.stack).toJSON());
    expect(seen.functions).toEqual([]);
  });
});

it('the response headers policy of SecurityHeaders is the one that the behaviors have, and can be changed', () => {
  const { stack, distribution } = siteStack();
  const { responseHeadersPolicy } = new SecurityHeaders(stack, 'Headers', { distribution });
  new CfnOutput(stack, 'PolicyId', { value: responseHeadersPolicy!.responseHeadersPolicyId });
  const resource = responseHeadersPolicy!.node.defaultChild as CfnResponseHeadersPolicy;
  resource.addPropertyOverride('ResponseHeadersPolicyConfig.Comment', 'mine');
  const template = Template.fromStack(stack);
  template.hasOutput('PolicyId', { Value: renderedBehaviors(template)['*'].policy });
  const Properties = { ResponseHeadersPolicyConfig: { Comment: 'mine' } };
  template.hasResourceProperties('AWS::CloudFront::ResponseHeadersPolicy', Properties);
});
