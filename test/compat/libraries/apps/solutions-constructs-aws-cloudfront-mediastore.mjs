import { CloudFrontToMediaStore } from '@aws-solutions-constructs/aws-cloudfront-mediastore';

export default {
  library: '@aws-solutions-constructs/aws-cloudfront-mediastore',
  holds: 'CloudFront Function on viewer-response: security headers',
  create: (stack) => new CloudFrontToMediaStore(stack, 'Site', {}),
  distribution: (site) => site.cloudFrontWebDistribution,
  probes: [{ path: '/live/1.m3u8', body: '"url":"/live/1.m3u8"', shows: { 'x-content-type-options': /^nosniff$/ } }],
};
