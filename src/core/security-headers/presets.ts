import type { CspDirective } from './csp';
import { API_CSP, BALANCED_CSP, STRICT_CSP } from './csp-presets';
import { POWERFUL_FEATURES, STRICT_FEATURES } from './permissions-features';
import { deny, type FeatureRule } from './permissions-policy';

/** The headers of a preset; one that is absent is not sent. */
export interface PresetValues {
  readonly contentSecurityPolicy?: readonly CspDirective[];
  readonly strictTransportSecurity?: { readonly days: number; readonly includeSubdomains: boolean };
  readonly contentTypeOptions?: boolean;
  readonly frameOptions?: 'DENY' | 'SAMEORIGIN';
  readonly referrerPolicy?: string;
  readonly permissionsPolicy?: readonly FeatureRule[];
  readonly crossOriginOpenerPolicy?: string;
  readonly crossOriginEmbedderPolicy?: string;
  readonly crossOriginResourcePolicy?: string;
  readonly originAgentCluster?: boolean;
  readonly permittedCrossDomainPolicies?: string;
  readonly xssProtection?: boolean;
  readonly removed: readonly string[];
}

/** Headers that reveal the software of the origin to attackers. */
const FINGERPRINTING_HEADERS: readonly string[] = [
  'X-Powered-By', 'X-AspNet-Version', 'X-AspNetMvc-Version', 'X-Generator',
];

/** The values of each preset; the reasons are in `docs/security-headers.md`. */
export const PRESETS = {
  balanced: {
    contentSecurityPolicy: BALANCED_CSP,
    strictTransportSecurity: { days: 365, includeSubdomains: false },
    contentTypeOptions: true,
    frameOptions: 'SAMEORIGIN',
    referrerPolicy: 'strict-origin-when-cross-origin',
    permissionsPolicy: deny(POWERFUL_FEATURES),
    crossOriginOpenerPolicy: 'same-origin-allow-popups',
    crossOriginResourcePolicy: 'same-site',
    originAgentCluster: true,
    permittedCrossDomainPolicies: 'none',
    xssProtection: false,
    removed: FINGERPRINTING_HEADERS,
  },
  strict: {
    contentSecurityPolicy: STRICT_CSP,
    strictTransportSecurity: { days: 730, includeSubdomains: true },
    contentTypeOptions: true,
    frameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    permissionsPolicy: deny(STRICT_FEATURES),
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginEmbedderPolicy: 'require-corp',
    crossOriginResourcePolicy: 'same-origin',
    originAgentCluster: true,
    permittedCrossDomainPolicies: 'none',
    xssProtection: false,
    removed: FINGERPRINTING_HEADERS,
  },
  api: {
    contentSecurityPolicy: API_CSP,
    strictTransportSecurity: { days: 730, includeSubdomains: true },
    contentTypeOptions: true,
    frameOptions: 'DENY',
    referrerPolicy: 'no-referrer',
    crossOriginOpenerPolicy: 'same-origin',
    crossOriginResourcePolicy: 'same-origin',
    permittedCrossDomainPolicies: 'none',
    removed: FINGERPRINTING_HEADERS,
  },
  none: { removed: [] },
} as const satisfies Readonly<Record<string, PresetValues>>;

export type PresetName = keyof typeof PRESETS;
