import type { PolicyConfig } from './config';
import type { CorsSettings, PolicyHeader, ResponseHeadersPolicySettings } from '../facts/policy-settings';

/**
 * A managed policy as a configuration of one's own.
 *
 * A policy of one's own needs methods and request headers for CORS, where a managed one has none: those that every
 * browser allows anyway permit nothing more.
 */
export function managedConfig({ cors, headers }: ResponseHeadersPolicySettings): PolicyConfig {
  return {
    ...cors && { CorsConfig: corsConfig(cors) },
    ...headers.length > 0 && { SecurityHeadersConfig: Object.fromEntries(headers.map(member)) },
  };
}

const SAFE_METHODS = ['GET', 'HEAD'];
const SAFE_HEADERS = ['Accept'];

function corsConfig(cors: CorsSettings): object {
  const { allowOrigins, allowMethods, allowHeaders, exposeHeaders, allowCredentials, maxAgeSec, override } = cors;
  return {
    AccessControlAllowCredentials: allowCredentials,
    AccessControlAllowHeaders: { Items: allowHeaders.length > 0 ? allowHeaders : SAFE_HEADERS },
    AccessControlAllowMethods: { Items: allowMethods.length > 0 ? allowMethods : SAFE_METHODS },
    AccessControlAllowOrigins: { Items: allowOrigins },
    ...exposeHeaders.length > 0 && { AccessControlExposeHeaders: { Items: exposeHeaders } },
    ...maxAgeSec !== undefined && { AccessControlMaxAgeSec: maxAgeSec },
    OriginOverride: override,
  };
}

/** The security headers that managed policies set, with their only values. */
function member({ name, value, override: Override }: PolicyHeader): [string, object] {
  switch (name) {
    case 'Referrer-Policy': return ['ReferrerPolicy', { ReferrerPolicy: value, Override }];
    case 'X-Frame-Options': return ['FrameOptions', { FrameOption: value, Override }];
    case 'X-XSS-Protection': return ['XSSProtection', { Protection: true, ModeBlock: true, Override }];
    case 'Strict-Transport-Security': return ['StrictTransportSecurity', {
      AccessControlMaxAgeSec: Number(value.replace('max-age=', '')), Override,
    }];
    default: return ['ContentTypeOptions', { Override }];
  }
}
