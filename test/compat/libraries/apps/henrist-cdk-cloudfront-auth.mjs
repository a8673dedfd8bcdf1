import { AuthLambdas, CloudFrontAuth } from '@henrist/cdk-cloudfront-auth';
import { RedirectEventType } from 'cdk-cloudfront-edge';
import { protectedSite } from '../protected-site.mjs';

export default {
  library: '@henrist/cdk-cloudfront-auth',
  holds: 'Lambda@Edge on viewer-request: sign-in; on origin-response: security headers',
  create: (stack) => protectedSite(stack, { AuthLambdas, CloudFrontAuth }),
  distribution: (site) => site,
  redirectsOn: RedirectEventType.ORIGIN_REQUEST,
  untouched: ['viewer-request'],
  probes: [{ path: '/docs/', body: '"url":"/docs/"', shows: { 'cache-control': /^no-cache$/ } }],
};
