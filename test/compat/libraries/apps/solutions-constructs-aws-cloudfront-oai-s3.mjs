import { CloudFrontToOaiToS3 } from '@aws-solutions-constructs/aws-cloudfront-oai-s3';

export default {
  library: '@aws-solutions-constructs/aws-cloudfront-oai-s3',
  holds: 'CloudFront Function on viewer-response: security headers',
  create: (stack) => new CloudFrontToOaiToS3(stack, 'Site', {}),
  distribution: (site) => site.cloudFrontWebDistribution,
  probes: [{ path: '/docs/index.html', body: 'the docs', shows: { 'x-content-type-options': /^nosniff$/ } }],
};
