import { CfnParameter, Fn, SecretValue, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import {
  Distribution, Function as CloudFrontFunction, FunctionCode, FunctionEventType, FunctionRuntime, KeyValueStore,
  type IKeyValueStore,
} from 'aws-cdk-lib/aws-cloudfront';
import { StringParameter } from 'aws-cdk-lib/aws-ssm';
import {
  EdgeErrorMasker, EdgeRedirector, ErrorAction, ErrorStatuses, ExistingAttachments, RedirectSource, SecurityHeaders,
} from '../../src';
import { siteOrigin, siteStack } from '../support/apps';

const existing = ExistingAttachments.compose();

/** The three constructs on a distribution whose function has a value that is only known at deploy time. */
function withValue(
  region: string | undefined, value: (stack: Stack) => string, comment?: string,
  storeOf: (stack: Stack) => IKeyValueStore = (stack) => new KeyValueStore(stack, 'Store'),
) {
  const { stack } = siteStack({ env: { account: '111122223333', region } });
  stack.node.tryRemoveChild('Site');
  const store = storeOf(stack);
  const theirs = new CloudFrontFunction(stack, 'Theirs', {
    runtime: FunctionRuntime.JS_2_0,
    keyValueStore: store,
    comment,
    code: FunctionCode.fromInline(`import cf from 'cloudfront';
      const kvs = cf.kvs('${store.keyValueStoreId}');
      async function handler(event) { event.request.uri = '/${value(stack)}'; return event.request; }`),
  });
  const distribution = new Distribution(stack, 'Site', {
    defaultBehavior: {
      origin: siteOrigin,
      functionAssociations: [{ function: theirs, eventType: FunctionEventType.VIEWER_REQUEST }],
    },
  });
  new EdgeRedirector(stack, 'Redirects', {
    distribution, existing, source: RedirectSource.fromInline('{ "/old": "/new" }'),
  });
  new SecurityHeaders(stack, 'Headers', { distribution, existing });
  new EdgeErrorMasker(stack, 'Errors', {
    distribution,
    existing,
    rules: [{ statuses: ErrorStatuses.codes(403), action: ErrorAction.redirectTo('/404.html') }],
  });
  const { Resources } = Template.fromStack(stack).toJSON();
  const composed = Object.entries<any>(Resources).find(([id, { Type }]) => (
    Type === 'AWS::CloudFront::Function' && id.startsWith('Site')))!;
  return JSON.stringify(composed[1].Properties);
}

/** A store of another stack, whose id is an attribute there. */
function storeElsewhere(stack: Stack): KeyValueStore {
  const { account, region } = stack;
  return new KeyValueStore(new Stack(stack.node.root, 'Other', { env: { account, region } }), 'Elsewhere');
}

describe.each(['us-east-1', 'eu-west-1', undefined])('in %s, an existing function keeps', (region) => {
  test.each<[string, (stack: Stack) => string, string]>([
    ['a parameter', (stack) => new CfnParameter(stack, 'Page').valueAsString, '{"Ref":"Page"}'],
    ['a value of the SSM Parameter Store', (stack) => StringParameter.valueForStringParameter(stack, '/page'), '{"Ref":"SsmParameterValue'],
    ['an import', () => Fn.importValue('Page'), '{"Fn::ImportValue":"Page"}'],
    ['an attribute of another stack', (stack) => storeElsewhere(stack).keyValueStoreId, 'Fn::ImportValue'],
    ['a part of a text', (stack) => Fn.select(1, Fn.split('/', new CfnParameter(stack, 'Page').valueAsString)), 'Fn::Select'],
    ['a dynamic reference', () => SecretValue.ssmSecure('/page').unsafeUnwrap(), '{{resolve:ssm-secure:/page}}'],
  ])('%s in its code', (_, value, expected) => {
    expect(withValue(region, value)).toContain(expected);
  });

  test.each<[string, (stack: Stack) => IKeyValueStore, string]>([
    ['of another stack', storeElsewhere, 'Fn::ImportValue'],
    ['by an import', (stack) => KeyValueStore.fromKeyValueStoreArn(stack, 'Store', Fn.importValue('StoreArn')), '"KeyValueStoreARN":{"Fn::ImportValue":"StoreArn"}'],
    ['by a parameter', (stack) => KeyValueStore.fromKeyValueStoreArn(stack, 'Store', new CfnParameter(stack, 'StoreArn').valueAsString), '"KeyValueStoreARN":{"Ref":"StoreArn"}'],
  ])('its store %s', (_, store, expected) => {
    expect(withValue(region, () => 'x', undefined, store)).toContain(expected);
  });

  it('a comment that is only known at deploy time', () => {
    expect(withValue(region, () => 'x', Fn.importValue('Comment'))).toContain('"KeyValueStoreARN":{"Fn::GetAtt":["Store');
  });
});
