import type { Stack } from 'aws-cdk-lib';
import { Function as CloudFrontFunction, FunctionCode, FunctionRuntime } from 'aws-cdk-lib/aws-cloudfront';
import { Code, Function as LambdaFunction, Runtime } from 'aws-cdk-lib/aws-lambda';
import type { UserFunction } from './site';

/** ARNs of the user's own functions; each is created on first use. */
export type UserFunctions = Readonly<Record<UserFunction['kind'], () => string>>;

/**
 * In the stack of the site; but a Lambda for CloudFront has to be in us-east-1, so that a stack elsewhere names one by
 * its ARN.
 */
export function userFunctions(stack: Stack, place: string): UserFunctions {
  const elsewhere = place.includes('eu-west-1');
  let lambda: string | undefined;
  let cloudFrontFunction: string | undefined;
  return {
    lambda: () =>
      (lambda ??= elsewhere ? 'arn:aws:lambda:us-east-1:111122223333:function:mine:7' : createLambda(stack)),
    function: () =>
      (cloudFrontFunction ??= new CloudFrontFunction(stack, 'MyFunction', {
        code: FunctionCode.fromInline('function handler(event) { return event.request || event.response; }'),
        runtime: FunctionRuntime.JS_2_0,
      }).functionArn),
  };
}

function createLambda(stack: Stack): string {
  return new LambdaFunction(stack, 'MyLambda', {
    code: Code.fromInline('exports.handler = async (event) => event.Records[0].cf.request;'),
    handler: 'index.handler',
    runtime: Runtime.NODEJS_24_X,
  }).currentVersion.edgeArn;
}
