import { Stack } from 'aws-cdk-lib';
import { experimental, LambdaEdgeEventType, type Distribution } from 'aws-cdk-lib/aws-cloudfront';
import { Code, Runtime } from 'aws-cdk-lib/aws-lambda';
import { IRELAND, l2Site, lambdasOn, maskErrors, newApp, ofType, ORIGIN, templatesOf, VIRGINIA } from './support';
import { behaviorsIn, typesOf, type Json } from './templates';
import { EdgeBehaviors } from '../../src';

const arnOn = (template: Json) => behaviorsIn(template).get('*')!.LambdaFunctionAssociations[0].LambdaFunctionARN;

describe('the reference to a function in us-east-1 is weak', () => {
  it.each<[string, Record<string, unknown>, boolean]>([
    ['by default', {}, false],
    ['with crossRegionReferences', {}, true],
    ['where weak is the default', { '@aws-cdk/core:defaultCrossStackReferences': 'weak' }, false],
    ['where strong is the default', { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }, false],
    ['where strong is the default, with crossRegionReferences', { '@aws-cdk/core:defaultCrossStackReferences': 'strong' }, true],
    ['where both is the default', { '@aws-cdk/core:defaultCrossStackReferences': 'both' }, false],
  ])('%s', (_, context, crossRegionReferences) => {
    const app = newApp(context);
    const stack = new Stack(app, 'Web', { env: IRELAND, crossRegionReferences });
    maskErrors(stack, l2Site(stack));
    const templates = templatesOf(app);
    expect(arnOn(templates.Web)).toEqual({
      'Fn::GetStackOutput': { StackName: 'Web-eu-west-1-edge-functions', Region: 'us-east-1', OutputName: expect.any(String) },
    });
    expect(typesOf(Object.values(templates.Web.Resources))).toEqual(['AWS::CloudFront::Distribution']);
    expect(typesOf(Object.values(templates['Web-eu-west-1-edge-functions'].Resources))).toEqual([
      'AWS::IAM::ManagedPolicy', 'AWS::IAM::Role', 'AWS::Lambda::Function', 'AWS::Lambda::Version',
    ]);
  });
});

describe('an EdgeFunction of the user', () => {
  const withEdgeFunction = (env: typeof IRELAND, event: LambdaEdgeEventType) => {
    const app = newApp();
    const stack = new Stack(app, 'Web', { env });
    const functionVersion = new experimental.EdgeFunction(stack, 'Mine', {
      code: Code.fromInline('exports.handler = async (event) => event.Records[0].cf.request;'),
      handler: 'index.handler',
      runtime: Runtime.NODEJS_24_X,
    });
    const distribution: Distribution = l2Site(stack);
    distribution.addBehavior('/docs/*', ORIGIN, { edgeLambdas: [{ eventType: event, functionVersion }] });
    return { app, stack, distribution };
  };

  it.each([IRELAND, VIRGINIA])('on another event stays, in %j', (env) => {
    const { app, stack, distribution } = withEdgeFunction(env, LambdaEdgeEventType.ORIGIN_REQUEST);
    maskErrors(stack, distribution, EdgeBehaviors.all());
    const templates = templatesOf(app);
    expect(lambdasOn(templates.Web)['/docs/*']).toEqual(['origin-request', 'origin-response']);
    expect(Object.keys(templates)).toHaveLength(env === IRELAND ? 3 : 1); // theirs has a support stack of its own
    expect(ofType(templates.Web, 'AWS::CloudFront::Distribution')).toHaveLength(1);
  });

  it.each([IRELAND, VIRGINIA])('on the same event is refused, with its name, in %j', (env) => {
    const { app, stack, distribution } = withEdgeFunction(env, LambdaEdgeEventType.ORIGIN_RESPONSE);
    maskErrors(stack, distribution, EdgeBehaviors.all());
    expect(() => templatesOf(app)).toThrow(
      /origin-response event of behavior "\/docs\/\*" already has the function Web\/Mine\/.*\[EDGE_EVENT_TAKEN\]/,
    );
  });
});
