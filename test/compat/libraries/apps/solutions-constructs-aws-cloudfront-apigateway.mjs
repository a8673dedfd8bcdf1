import { CloudFrontToApiGateway } from '@aws-solutions-constructs/aws-cloudfront-apigateway';
import { EndpointType, LambdaRestApi } from 'aws-cdk-lib/aws-apigateway';
import { answering } from '../stand-ins.mjs';

export default {
  library: '@aws-solutions-constructs/aws-cloudfront-apigateway',
  holds: 'CloudFront Function on viewer-response: security headers',
  create: (stack) => new CloudFrontToApiGateway(stack, 'Site', {
    existingApiGatewayObj: new LambdaRestApi(stack, 'Api', {
      handler: answering(stack), endpointConfiguration: { types: [EndpointType.REGIONAL] },
    }),
  }),
  distribution: (site) => site.cloudFrontWebDistribution,
  probes: [{ path: '/orders', body: '/orders"', shows: { 'x-content-type-options': /^nosniff$/ } }],
};
