// A site behind a sign-in whose functions are made by a custom resource: it takes a function of the app, adds a file
// with values of the deployment to its code, and publishes the version. Nobody knows that code before.
import { Stack } from 'aws-cdk-lib';
import { CachePolicy, Distribution, LambdaEdgeEventType, ResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import { HttpOrigin } from 'aws-cdk-lib/aws-cloudfront-origins';
import { UserPool } from 'aws-cdk-lib/aws-cognito';

export function protectedSite(stack, { AuthLambdas, CloudFrontAuth }) {
  const env = { account: stack.account, region: 'us-east-1' };
  const lambdas = new Stack(stack.node.root, 'Lambdas', { env });
  const authLambdas = new AuthLambdas(lambdas, 'AuthLambdas', { regions: ['eu-west-1'], nonce: '1' });
  const auth = new CloudFrontAuth(stack, 'Auth', {
    cognitoAuthDomain: 'example.auth.eu-west-1.amazoncognito.com',
    authLambdas,
    userPool: new UserPool(stack, 'Users'),
  });
  const origin = new HttpOrigin('www.example.com');
  // `SecurityHeaders` replaces the function on origin-response; what else it sets is in the policy.
  const headers = new ResponseHeadersPolicy(stack, 'NoCache', {
    customHeadersBehavior: { customHeaders: [{ header: 'Cache-Control', value: 'no-cache', override: true }] },
  });
  const behavior = auth.createProtectedBehavior(origin, {
    responseHeadersPolicy: headers,
    // Redirects on origin-request keep the query string, which has to be in the cache key.
    cachePolicy: CachePolicy.USE_ORIGIN_CACHE_CONTROL_HEADERS_QUERY_STRINGS,
  });
  const edgeLambdas = behavior.edgeLambdas.filter(({ eventType }) => eventType !== LambdaEdgeEventType.ORIGIN_RESPONSE);
  return new Distribution(stack, 'Site', {
    defaultBehavior: { ...behavior, edgeLambdas },
    additionalBehaviors: auth.createAuthPagesBehaviors(origin),
  });
}
