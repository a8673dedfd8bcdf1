import { AstroAWS } from '@astro-aws/constructs';

const headers = { origin: 'https://app.example.com' };

export default {
  library: '@astro-aws/constructs',
  holds: 'CloudFront Function on viewer-request: `index.html` of folders; managed response headers policy with CORS',
  create: (stack, { astro }) => new AstroAWS(stack, 'Site', { websiteDir: astro('ssr') }),
  deployed: true,
  distribution: (site) => site.cdk.cloudfrontDistribution,
  everywhere: true,
  probes: [
    { path: '/docs/', headers, body: 'the docs', shows: { 'access-control-allow-origin': /^\*$/ } },
    { path: '/docs', body: 'the docs' },
    // The origin group asks the function for what the bucket does not have.
    { path: '/rendered.txt', body: '"url":"/rendered.txt"' },
    { path: '/api/hello', headers, body: '"url":"/api/hello"', shows: { 'access-control-allow-origin': /^\*$/ } },
  ],
};
