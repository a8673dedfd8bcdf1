import { HugoDeploy } from 'cdk-hugo-deploy';

export default {
  library: 'cdk-hugo-deploy',
  holds: 'CloudFront Function on viewer-request: `index.html` of folders',
  create: (stack, { site }) => new HugoDeploy(stack, 'Site', { publicDir: site, domainName: 'example.com' }),
  deployed: true,
  distribution: (site) => site.node.findChild('Distribution'),
  probes: [
    { path: '/docs/', body: 'the docs' },
    { path: '/docs', body: 'the docs' },
  ],
};
