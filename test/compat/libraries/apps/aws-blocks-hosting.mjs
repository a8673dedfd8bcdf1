import { spaAdapter } from '@aws-blocks/hosting/adapters';
import { HostingConstruct } from '@aws-blocks/hosting/constructs';
import { storedKeys } from '../stand-ins.mjs';

export default {
  library: '@aws-blocks/hosting',
  holds:
    'CloudFront Functions with a KeyValueStore on both viewer events: routes, redirects, headers; managed response '
    + 'headers policy',
  create: (stack, { folder }) => {
    const site = new HostingConstruct(stack, 'Site', {
      manifest: {
        ...spaAdapter(folder, { buildOutputDir: 'site', spaFallback: false }),
        buildId: 'first',
        redirects: [{ source: '/ancient/*', destination: '/docs/*', statusCode: 308 }],
        headers: [{ source: '/*', headers: { 'X-Docs': 'yes' } }],
      },
    });
    storedKeys(site);
    return site;
  },
  deployed: true,
  distribution: (site) => site.distribution,
  probes: [
    { path: '/docs', body: 'the docs' },
    { path: '/docs/', body: 'the docs', shows: { 'x-docs': /^yes$/, 'x-content-type-options': /^nosniff$/ } },
    { path: '/ancient/times', status: 308, shows: { location: /^\/docs\/times$/ } },
  ],
};
