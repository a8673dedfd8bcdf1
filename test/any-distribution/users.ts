import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Stack } from 'aws-cdk-lib';
import {
  experimental, Function as CloudFrontFunction, FunctionCode, FunctionRuntime, KeyValueStore, ResponseHeadersPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime, type FunctionProps } from 'aws-cdk-lib/aws-lambda';
import type { FUNCTIONS, SiteModel } from './model';

type Name = typeof FUNCTIONS[number];

/** What the user's functions and policies are called in associations: tokens, or intrinsic functions of a template. */
export interface Users {
  readonly arn: (name: Name) => unknown;
  readonly policy: (name: 'managed' | 'own' | 'imported') => unknown;
  /** Resources of a template that is included. */
  readonly resources: Record<string, object>;
}

export const markerOf = (name: Name): string => `marker-of-${name}-`;
const cffCode = (name: Name, prefix = '') => `${prefix}function handler(event) {
  const part = event.response || event.request;
  part.headers['x-mark'] = { value: '${markerOf(name)}' };
  return part;
}`;
const WITH_STORE = `import cf from 'cloudfront';
async function handler(event) {
  const part = event.response || event.request;
  part.headers['x-mark'] = { value: '${markerOf('cffWithStore')}' + (await cf.kvs().get('a')) };
  return part;
}`;
const lambdaCode = (name: Name) => `exports.handler = async (event) => {
  const { request, response = request } = event.Records[0].cf;
  response.headers['x-mark'] = [{ value: '${markerOf(name)}' }];
  return response;
};`;
const codes: Partial<Record<Name, string>> = {
  cff: cffCode('cff'), cffWithStore: WITH_STORE, cffAsync: cffCode('cffAsync', 'async '), lambda: lambdaCode('lambda'),
};
const FILES = mkdtempSync(join(tmpdir(), 'lambda-files-'));
writeFileSync(join(FILES, 'index.js'), lambdaCode('lambdaFiles'));

const IMPORTED = {
  cffImported: 'arn:aws:cloudfront::111122223333:function/theirs',
  lambdaImported: 'arn:aws:lambda:us-east-1:111122223333:function:theirs:7',
};
const MANAGED = '60669652-455b-4ae9-85a4-c4c02393f86c';
const UNKNOWN = '11111111-2222-3333-4444-555555555555';
export const OWN_HEADER = 'x-own-policy';

function once<T extends string>(make: (name: T) => unknown): (name: T) => unknown {
  const known = new Map<T, unknown>();
  return (name) => {
    if (!known.has(name)) known.set(name, make(name));
    return known.get(name);
  };
}

/** As constructs of the app. */
export function usersOfApp(stack: Stack, region: SiteModel['region']): Users {
  const lambda = (name: Name, code: Code) => {
    const props: FunctionProps = { code, handler: 'index.handler', runtime: Runtime.NODEJS_22_X };
    return region === 'eu-west-1' ? new experimental.EdgeFunction(stack, name, props).edgeArn
      : new LambdaFunction(stack, name, props).currentVersion.edgeArn;
  };
  const arn = once<Name>((name) => {
    if (name === 'cffImported' || name === 'lambdaImported') return IMPORTED[name];
    if (name === 'lambdaFiles') return lambda(name, Code.fromAsset(FILES));
    if (name === 'lambda') return lambda(name, Code.fromInline(codes.lambda!));
    return new CloudFrontFunction(stack, name, {
      code: FunctionCode.fromInline(codes[name]!),
      runtime: FunctionRuntime.JS_2_0,
      ...(name === 'cffWithStore' && { keyValueStore: new KeyValueStore(stack, 'Store') }),
    }).functionArn;
  });
  const policy = once<'managed' | 'own' | 'imported'>((name) => ({
    managed: () => MANAGED,
    imported: () => UNKNOWN,
    own: () => new ResponseHeadersPolicy(stack, 'Policy', {
      customHeadersBehavior: { customHeaders: [{ header: OWN_HEADER, value: '1', override: true }] },
    }).responseHeadersPolicyId,
  })[name]());
  return { arn, policy, resources: {} };
}

/** As resources of a template. */
export function usersOfTemplate(region: SiteModel['region']): Users {
  const resources: Record<string, object> = {};
  const resource = (id: string, Type: string, Properties: object) => { resources[id] = { Type, Properties }; };
  const arn = once<Name>((name) => {
    if (name === 'cffImported') return IMPORTED[name];
    if (name.startsWith('lambda')) {
      if (region === 'eu-west-1' || name !== 'lambda') return IMPORTED.lambdaImported;
      resource('Role', 'AWS::IAM::Role', { AssumeRolePolicyDocument: {} });
      resource('Lambda', 'AWS::Lambda::Function', {
        Code: { ZipFile: codes.lambda },
        Handler: 'index.handler',
        Runtime: 'nodejs22.x',
        Role: { 'Fn::GetAtt': ['Role', 'Arn'] },
      });
      resource('LambdaVersion', 'AWS::Lambda::Version', { FunctionName: { Ref: 'Lambda' } });
      return { Ref: 'LambdaVersion' };
    }
    if (name === 'cffWithStore') resource('TheirStore', 'AWS::CloudFront::KeyValueStore', { Name: 'theirs' });
    resource(name, 'AWS::CloudFront::Function', {
      Name: name,
      AutoPublish: true,
      FunctionCode: codes[name],
      FunctionConfig: {
        Comment: '',
        Runtime: 'cloudfront-js-2.0',
        ...(name === 'cffWithStore' && {
          KeyValueStoreAssociations: [{ KeyValueStoreARN: { 'Fn::GetAtt': ['TheirStore', 'Arn'] } }],
        }),
      },
    });
    return { 'Fn::GetAtt': [name, 'FunctionARN'] };
  });
  const policy = once<'managed' | 'own' | 'imported'>((name) => {
    if (name !== 'own') return name === 'managed' ? MANAGED : UNKNOWN;
    resource('TheirPolicy', 'AWS::CloudFront::ResponseHeadersPolicy', {
      ResponseHeadersPolicyConfig: {
        Name: 'theirs', CustomHeadersConfig: { Items: [{ Header: OWN_HEADER, Value: '1', Override: true }] },
      },
    });
    return { Ref: 'TheirPolicy' };
  });
  return { arn, policy, resources };
}
