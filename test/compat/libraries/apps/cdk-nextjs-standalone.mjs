import { Nextjs } from 'cdk-nextjs-standalone';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';

export default {
  library: 'cdk-nextjs-standalone',
  holds: 'CloudFront Function on viewer-request: host and cache key; Lambda@Edge on origin-request: signed requests; '
    + 'three response headers policies',
  create: (stack, { next }) => new Nextjs(stack, 'Site', {
    nextjsPath: next,
    skipBuild: true,
    overrides: { nextjs: { nextjsDistributionProps: { functionUrlAuthType: FunctionUrlAuthType.AWS_IAM } } },
  }),
  distribution: (site) => site.distribution.distribution,
  everywhere: true,
  probes: [
    { path: '/products', body: '"x-amz-content-sha256":"' },
    { path: '/_next/image', body: '"url":"/_next/image"' },
    { path: '/_next/static/app.js', body: 'static', shows: { 'cache-control': /must-revalidate/ } },
  ],
};
