import { CloudFrontToS3 } from '@aws-solutions-constructs/aws-cloudfront-s3';
import { Duration } from 'aws-cdk-lib';

// It adds no function if there is a policy, so that both are tried, with the other libraries of this family.
export default {
  library: '@aws-solutions-constructs/aws-cloudfront-s3',
  holds: 'CloudFront Function on viewer-response: security headers; or a response headers policy',
  create: (stack) => new CloudFrontToS3(stack, 'Site', {
    insertHttpSecurityHeaders: false,
    responseHeadersPolicyProps: {
      customHeadersBehavior: { customHeaders: [{ header: 'x-team', value: 'web', override: false }] },
      securityHeadersBehavior: {
        strictTransportSecurity: { accessControlMaxAge: Duration.days(1), includeSubdomains: true, override: false },
      },
    },
  }),
  distribution: (site) => site.cloudFrontWebDistribution,
  probes: [{ path: '/docs/index.html', body: 'the docs', shows: { 'x-team': /^web$/ } }],
};
