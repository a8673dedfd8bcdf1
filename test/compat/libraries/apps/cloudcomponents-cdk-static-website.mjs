import { StaticWebsite } from '@cloudcomponents/cdk-static-website';

export default {
  library: '@cloudcomponents/cdk-static-website',
  holds: 'response headers policy, with a custom header',
  create: (stack, { site }) => new StaticWebsite(stack, 'Site', { source: site }),
  deployed: true,
  distribution: (site) => site.distribution,
  probes: [{ path: '/docs/index.html', body: 'the docs', shows: { server: /^Server$/ } }],
};
