import { NextjsSite } from 'cdk-opennext';

export default {
  library: 'cdk-opennext',
  holds:
    'CloudFront Function on viewer-request, on each behavior: the host and the place of the viewer, for the server',
  create: (stack, { openNext }) => new NextjsSite(stack, 'Site', { openNextPath: openNext }),
  deployed: true,
  distribution: (site) => site.distribution,
  everywhere: true,
  probes: [
    { path: '/products', body: '"x-forwarded-host":"' },
    { path: '/_next/image', body: '"x-forwarded-host":"' },
  ],
};
