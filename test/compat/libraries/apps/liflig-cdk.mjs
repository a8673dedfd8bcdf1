import { webapp } from '@liflig/cdk';

export default {
  library: '@liflig/cdk',
  holds: 'response headers policy',
  create: (stack) => new webapp.Webapp(stack, 'Site', {}),
  distribution: (site) => site.distribution,
  probes: [{ path: '/docs/index.html', body: 'the docs', shows: { 'x-content-type-options': /^nosniff$/ } }],
};
