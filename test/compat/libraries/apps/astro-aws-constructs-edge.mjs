import { AstroAWS } from '@astro-aws/constructs';

export default {
  library: '@astro-aws/constructs',
  holds: 'in the mode `edge` also Lambda@Edge on origin-request and origin-response',
  // It creates the function in the stack of the site, and Lambda@Edge takes functions of us-east-1 only.
  regions: ['us-east-1'],
  create: (stack, { astro }) => new AstroAWS(stack, 'Site', { websiteDir: astro('edge') }),
  deployed: true,
  distribution: (site) => site.cdk.cloudfrontDistribution,
  probes: [
    { path: '/docs', body: 'the docs', shows: { 'x-astro': /^origin-response \/docs\/index.html$/ } },
    { path: '/rendered.txt', body: 'rendered at the edge' },
  ],
};
