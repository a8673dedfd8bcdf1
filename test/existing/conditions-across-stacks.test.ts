import { App, Aws, CfnCondition, Fn, Stack } from 'aws-cdk-lib';
import {
  CfnDistribution, Function as CloudFrontFunction, FunctionCode, LambdaEdgeEventType,
} from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import { EdgeCustomStep, EdgeStep, EdgeStepHost, ExistingAttachments } from '../../src';

const MARK = { cff: 'function handler(event) { return event.request; } // ', lambda: 'exports.handler = async (e) => e.Records[0].cf.request; // ' };

const make = {
  cff: (stack: Stack, text: string) => (
    new CloudFrontFunction(stack, 'Theirs', { code: FunctionCode.fromInline(MARK.cff + text) }).functionArn),
  lambda: (stack: Stack, text: string) => new LambdaFunction(stack, 'Theirs', {
    runtime: Runtime.NODEJS_22_X, handler: 'index.handler', code: Code.fromInline(MARK.lambda + text),
  }).currentVersion.edgeArn,
};

/** Where a condition chooses a function of another stack, and this stack has one with the same logical id. */
function codeThatJoined(host: 'cff' | 'lambda', wrap: (arn: string, condition: string) => unknown): string[] {
  const app = new App({ analyticsReporting: false });
  const env = { account: '111122223333', region: 'us-east-1' };
  const [shared, web] = ['Shared', 'Web'].map((id) => new Stack(app, id, { env }));
  const arn = make[host](shared, 'shared');
  make[host](web, 'decoy');
  const condition = new CfnCondition(web, 'Deployed', { expression: Fn.conditionEquals(Aws.ACCOUNT_ID, '1') }).logicalId;
  const list = host === 'cff' ? 'functionAssociations' : 'lambdaFunctionAssociations';
  const distribution = new CfnDistribution(web, 'Site', {
    distributionConfig: {
      enabled: true,
      origins: [{ id: 'o', domainName: 'example.com', customOriginConfig: { originProtocolPolicy: 'https-only' } }],
      defaultCacheBehavior: {
        targetOriginId: 'o', viewerProtocolPolicy: 'allow-all', [list]: wrap(arn, condition) as never,
      },
    },
  });
  new EdgeCustomStep(web, 'Step', {
    distribution,
    event: LambdaEdgeEventType.VIEWER_REQUEST,
    existing: ExistingAttachments.compose(),
    step: EdgeStep.fromFile(require.resolve(host === 'cff' ? '../support/function-step.js' : '../support/step.js'), {
      host: host === 'cff' ? EdgeStepHost.CLOUDFRONT_FUNCTION : EdgeStepHost.LAMBDA_EDGE,
    }),
  });
  const { template } = app.synth().getStackByName('Web');
  return Object.entries<any>(template.Resources).filter(([id]) => id.startsWith('SiteEdge')).flatMap(([, { Properties }]) => {
    const code: string = Properties?.FunctionCode ?? Properties?.Code?.ZipFile ?? '';
    return ['shared', 'decoy'].filter((name) => code.includes(`// ${name}`));
  });
}

const association = (host: 'cff' | 'lambda', arn: unknown) => (
  { EventType: 'viewer-request', [host === 'cff' ? 'FunctionARN' : 'LambdaFunctionARN']: arn });

describe.each(['cff', 'lambda'] as const)('%s of another stack', (host) => {
  test.each<[string, (arn: string, condition: string) => unknown]>([
    ['under a condition', (arn, condition) => [Fn.conditionIf(condition, association(host, arn), Aws.NO_VALUE)]],
    ['in a list under a condition', (arn, condition) => (
      Fn.conditionIf(condition, [association(host, arn)], Aws.NO_VALUE))],
    ['by a version under a condition', (arn, condition) => [{
      eventType: 'viewer-request',
      [host === 'cff' ? 'functionArn' : 'lambdaFunctionArn']: Fn.conditionIf(condition, arn, Aws.NO_VALUE).toString(),
    }]],
    ['without a condition', (arn) => [{
      eventType: 'viewer-request', [host === 'cff' ? 'functionArn' : 'lambdaFunctionArn']: arn,
    }]],
  ])('%s joins, and not one of the same id in this stack', (_, wrap) => {
    expect(codeThatJoined(host, wrap)).toEqual(['shared']);
  });
});
