import { HugoHosting } from '@mavogel/cdk-hugo-pipeline';

const authorization = `Basic ${Buffer.from('john:doe').toString('base64')}`;

export default {
  library: '@mavogel/cdk-hugo-pipeline',
  holds: 'CloudFront Function on viewer-request: a password, `index.html` of folders',
  create: (stack, { site }) => new HugoHosting(stack, 'Site', {
    domainName: 'example.com', buildStage: 'development', hugoProjectPath: site, s3deployAssetHash: 'fixed',
  }),
  deployed: true,
  distribution: (site) => site.node.findChild('frontend-distribution'),
  // Redirects come before the password and the `index.html` of its function; everything else is behind it.
  sent: { authorization },
  probes: [
    { path: '/docs/', status: 401, shows: { 'www-authenticate': /^Basic realm=/ } },
    { path: '/docs/', headers: { authorization }, body: 'the docs' },
    { path: '/docs', headers: { authorization }, body: 'the docs' },
  ],
};
