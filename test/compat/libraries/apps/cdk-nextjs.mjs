import { NextjsDistribution, NextjsType } from 'cdk-nextjs';
import { FunctionUrlAuthType } from 'aws-cdk-lib/aws-lambda';
import { Bucket } from 'aws-cdk-lib/aws-s3';
import { answering } from '../stand-ins.mjs';

// `NextjsGlobalFunctions` builds a container image; this is its part with the distribution.
export default {
  library: 'cdk-nextjs',
  holds:
    'CloudFront Function on viewer-request: the host of the viewer, for the server; three response headers policies',
  create: (stack) =>
    new NextjsDistribution(stack, 'Site', {
      assetsBucket: new Bucket(stack, 'Assets'),
      nextjsType: NextjsType.GLOBAL_FUNCTIONS,
      publicDirEntries: [{ name: 'docs', isDirectory: true }],
      functionUrl: answering(stack).addFunctionUrl({ authType: FunctionUrlAuthType.AWS_IAM }),
    }),
  distribution: (site) => site.distribution,
  everywhere: true,
  probes: [
    {
      path: '/products',
      body: '"x-forwarded-host":"',
      shows: { 'referrer-policy': /^strict-origin-when-cross-origin$/ },
    },
    { path: '/docs/index.html', body: 'the docs' },
  ],
};
