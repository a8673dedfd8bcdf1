import { CreateCloudfrontSite } from 'cdk-simplewebsite-deploy';

export default {
  library: 'cdk-simplewebsite-deploy',
  holds: 'response headers policy',
  create: (stack, { site }) => new CreateCloudfrontSite(stack, 'Site', {
    websiteFolder: site, indexDoc: 'index.html', hostedZone: 'example.com', enableSecurityHeaders: true,
  }),
  deployed: true,
  distribution: (_site, stack) => stack.node.findChild('WebsiteDist'),
  probes: [{ path: '/docs/index.html', body: 'the docs', shows: { 'x-content-type-options': /^nosniff$/ } }],
};
