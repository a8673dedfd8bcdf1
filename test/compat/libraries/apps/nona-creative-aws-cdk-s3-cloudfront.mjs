import { AWSS3CloudFront } from '@nona-creative/aws-cdk-s3-cloudfront';
import { LambdaEdgeEventType } from 'aws-cdk-lib/aws-cloudfront';
import { indexDocuments } from '../stand-ins.mjs';

export default {
  library: '@nona-creative/aws-cdk-s3-cloudfront',
  holds: '`CloudFrontWebDistribution` with the Lambda@Edge functions that you pass, such as one for `index.html`',
  create: (stack) => new AWSS3CloudFront(stack, 'Site', {
    bucketName: 'pages-of-example',
    error404Document: '404.html',
    lambdaFunctionAssociations: [
      { eventType: LambdaEdgeEventType.VIEWER_REQUEST, lambdaFunction: indexDocuments(stack).currentVersion },
    ],
  }),
  distribution: (site) => site.cloudFrontWebDistribution,
  probes: [{ path: '/docs/', body: 'the docs' }],
};
