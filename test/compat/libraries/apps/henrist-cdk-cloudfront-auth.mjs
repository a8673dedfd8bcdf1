import { AuthLambdas, CloudFrontAuth } from '@henrist/cdk-cloudfront-auth';
import { Stack } from 'aws-cdk-lib';
import { Distribution, LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool } from 'aws-cdk-lib/aws-cognito';

export default {
  library: '@henrist/cdk-cloudfront-auth',
  holds: 'Lambda@Edge on viewer-request: sign-in; on origin-response: security headers; both made by a custom resource',
  create: (stack) => {
    const env = { account: stack.account, region: 'us-east-1' };
    const lambdas = new Stack(stack.node.root, 'Lambdas', { env });
    const authLambdas = new AuthLambdas(lambdas, 'AuthLambdas', { regions: ['eu-west-1'], nonce: '1' });
    const auth = new CloudFrontAuth(stack, 'Auth', {
      cognitoAuthDomain: 'example.auth.eu-west-1.amazoncognito.com',
      authLambdas,
      userPool: new UserPool(stack, 'Users'),
    });
    const origin = new HttpOrigin('www.example.com');
    return new Distribution(stack, 'Site', {
      defaultBehavior: auth.createProtectedBehavior(origin),
      additionalBehaviors: auth.createAuthPagesBehaviors(origin),
    });
  },
  distribution: (site) => site,
  probes: [],
};
