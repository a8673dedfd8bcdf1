import {
  ALL,
  NONE,
  allExcept,
  only,
  type CachePolicySettings,
  type CorsSettings,
  type OriginRequestPolicySettings,
  type PolicyHeader,
  type ResponseHeadersPolicySettings,
  type Selection,
} from './policy-settings';

const DAY = 86_400;
const YEAR = 31_536_000;
const GZIP_AND_BROTLI = { gzip: true, brotli: true };
const UNCOMPRESSED = { gzip: false, brotli: false };
const PATH_ONLY = visible(NONE, NONE, NONE);

/**
 * Headers in the key of UseOriginCacheControlHeaders: the responses of origins with a method override depend on them.
 */
const ORIGIN_CACHE_CONTROL_KEY = only('Host', 'Origin', 'X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override');

/**
 * CloudFront's own cache policies by id. The four that only Amplify Hosting uses have no documented settings and are
 * left out.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-cache-policies.html (checked
 * 2026-11-20)
 */
export const MANAGED_CACHE_POLICIES: Readonly<Record<string, CachePolicySettings>> = {
  '658327ea-f89d-4fab-a63d-7e88639e58f6': {
    name: 'CachingOptimized',
    ...ttl(1, DAY, YEAR),
    ...GZIP_AND_BROTLI,
    ...PATH_ONLY,
  },
  'b2884449-e4de-46a7-ac36-70bc7f1ddd6d': {
    name: 'CachingOptimizedForUncompressedObjects',
    ...ttl(1, DAY, YEAR),
    ...UNCOMPRESSED,
    ...PATH_ONLY,
  },
  '4135ea2d-6df8-44a3-9df3-4b5a84be39ad': { name: 'CachingDisabled', ...ttl(0, 0, 0), ...UNCOMPRESSED, ...PATH_ONLY },
  '83da9c7e-98b4-4e11-a168-04f0df8e2c65': {
    name: 'UseOriginCacheControlHeaders',
    ...ttl(0, 0, YEAR),
    ...GZIP_AND_BROTLI,
    ...visible(ORIGIN_CACHE_CONTROL_KEY, ALL, NONE),
  },
  '4cc15a8a-d715-48a4-82b8-cc0b614638fe': {
    name: 'UseOriginCacheControlHeaders-QueryStrings',
    ...ttl(0, 0, YEAR),
    ...GZIP_AND_BROTLI,
    ...visible(ORIGIN_CACHE_CONTROL_KEY, ALL, ALL),
  },
  '2e54312d-136d-493c-8eb9-b001f22f67d2': {
    name: 'Amplify',
    ...ttl(2, 2, 600),
    ...GZIP_AND_BROTLI,
    ...visible(only('Authorization', 'CloudFront-Viewer-Country', 'Host'), ALL, ALL),
  },
  '08627262-05a9-4f76-9ded-b50ca2e3a84f': {
    name: 'Elemental-MediaPackage',
    ...ttl(0, DAY, YEAR),
    gzip: true,
    brotli: false,
    ...visible(only('Origin'), NONE, only('aws.manifestfilter', 'start', 'end', 'm')),
  },
};

const LOCATION_HEADERS = [
  'CloudFront-Viewer-City',
  'CloudFront-Viewer-Country',
  'CloudFront-Viewer-Country-Name',
  'CloudFront-Viewer-Country-Region',
  'CloudFront-Viewer-Country-Region-Name',
  'CloudFront-Viewer-Latitude',
  'CloudFront-Viewer-Longitude',
  'CloudFront-Viewer-Metro-Code',
  'CloudFront-Viewer-Postal-Code',
  'CloudFront-Viewer-Time-Zone',
];
const DEVICE_HEADERS = [
  'CloudFront-Is-Android-Viewer',
  'CloudFront-Is-Desktop-Viewer',
  'CloudFront-Is-IOS-Viewer',
  'CloudFront-Is-Mobile-Viewer',
  'CloudFront-Is-SmartTV-Viewer',
  'CloudFront-Is-Tablet-Viewer',
];
const CONNECTION_HEADERS = ['CloudFront-Forwarded-Proto', 'CloudFront-Viewer-Http-Version', 'CloudFront-Viewer-TLS'];
/** The viewer's IP address and network. */
const NETWORK_HEADERS = ['CloudFront-Viewer-Address', 'CloudFront-Viewer-ASN'];

/**
 * CloudFront's own origin request policies by id.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-origin-request-policies.html
 * (checked 2026-11-20)
 */
export const MANAGED_ORIGIN_REQUEST_POLICIES: Readonly<Record<string, OriginRequestPolicySettings>> = {
  '216adef6-5c7f-47e4-b989-5492eafa07d3': { name: 'AllViewer', ...visible(ALL, ALL, ALL), cloudFrontHeaders: [] },
  'b689b0a8-53d0-40ab-baf2-68738e2966ac': {
    name: 'AllViewerExceptHostHeader',
    ...visible(allExcept('Host'), ALL, ALL),
    cloudFrontHeaders: [...CONNECTION_HEADERS, ...DEVICE_HEADERS, ...LOCATION_HEADERS],
  },
  '33f36d7e-f396-46d9-90e0-52428a34d9dc': {
    name: 'AllViewerAndCloudFrontHeaders-2022-06',
    ...visible(ALL, ALL, ALL),
    cloudFrontHeaders: [...CONNECTION_HEADERS, ...DEVICE_HEADERS, ...NETWORK_HEADERS, ...LOCATION_HEADERS],
  },
  '59781a5b-3903-41f3-afcb-af62929ccde1': {
    name: 'CORS-CustomOrigin',
    ...visible(only('Origin'), NONE, NONE),
    cloudFrontHeaders: [],
  },
  '88a5eaf4-2fd4-4709-b370-b4c650ea3fcf': {
    name: 'CORS-S3Origin',
    ...visible(only('Origin', 'Access-Control-Request-Headers', 'Access-Control-Request-Method'), NONE, NONE),
    cloudFrontHeaders: [],
  },
  'bf0718e1-ba1e-49d1-88b1-f726733018ae': {
    name: 'HostHeaderOnly',
    ...visible(only('Host'), NONE, NONE),
    cloudFrontHeaders: [],
  },
  'acba4595-bd28-49b8-b9fe-13317c0390fa': {
    name: 'UserAgentRefererHeaders',
    ...visible(only('User-Agent', 'Referer'), NONE, NONE),
    cloudFrontHeaders: [],
  },
  '775133bc-15f2-49f9-abea-afb2e0bf67d2': {
    name: 'Elemental-MediaTailor-PersonalizedManifests',
    ...visible(
      only(
        'Origin',
        'Access-Control-Request-Headers',
        'Access-Control-Request-Method',
        'User-Agent',
        'X-Forwarded-For',
      ),
      NONE,
      ALL,
    ),
    cloudFrontHeaders: [],
  },
};

const ANY_ORIGIN: CorsSettings = {
  allowOrigins: ['*'],
  allowMethods: [],
  allowHeaders: [],
  exposeHeaders: [],
  allowCredentials: false,
  override: false,
};
const ANY_ORIGIN_WITH_PREFLIGHT: CorsSettings = {
  ...ANY_ORIGIN,
  allowMethods: ['DELETE', 'GET', 'HEAD', 'OPTIONS', 'PATCH', 'POST', 'PUT'],
  exposeHeaders: ['*'],
};
const SECURITY: readonly PolicyHeader[] = [
  { name: 'Referrer-Policy', value: 'strict-origin-when-cross-origin', override: false },
  { name: 'Strict-Transport-Security', value: 'max-age=31536000', override: false },
  { name: 'X-Content-Type-Options', value: 'nosniff', override: true },
  { name: 'X-Frame-Options', value: 'SAMEORIGIN', override: false },
  { name: 'X-XSS-Protection', value: '1; mode=block', override: false },
];

/**
 * CloudFront's own response headers policies by id.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/using-managed-response-headers-policies.html
 * (checked 2026-11-20)
 */
export const MANAGED_RESPONSE_HEADERS_POLICIES: Readonly<Record<string, ResponseHeadersPolicySettings>> = {
  '60669652-455b-4ae9-85a4-c4c02393f86c': { name: 'SimpleCORS', remove: [], cors: ANY_ORIGIN, headers: [] },
  '5cc3b908-e619-4b99-88e5-2cf7f45965bd': {
    name: 'CORS-With-Preflight',
    remove: [],
    cors: ANY_ORIGIN_WITH_PREFLIGHT,
    headers: [],
  },
  '67f7725c-6f97-4210-82d7-5512b31e9d03': { name: 'SecurityHeadersPolicy', remove: [], headers: SECURITY },
  'e61eb60c-9c35-4d20-a928-2b84e02af89c': {
    name: 'CORS-and-SecurityHeadersPolicy',
    remove: [],
    cors: ANY_ORIGIN,
    headers: SECURITY,
  },
  'eaab4381-ed33-4a86-88ca-d9558dc6cd63': {
    name: 'CORS-with-preflight-and-SecurityHeadersPolicy',
    remove: [],
    cors: ANY_ORIGIN_WITH_PREFLIGHT,
    headers: SECURITY,
  },
};

function ttl(minTtlSec: number, defaultTtlSec: number, maxTtlSec: number) {
  return { minTtlSec, defaultTtlSec, maxTtlSec };
}

function visible(headers: Selection, cookies: Selection, queryStrings: Selection) {
  return { headers, cookies, queryStrings };
}
