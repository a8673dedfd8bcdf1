import { Duration } from 'aws-cdk-lib';
import type { SecurityHeader } from './security-header';
import { HSTS } from './security-headers-properties';
import type { SecurityHeadersOptions } from './security-headers-options';
import type { StrictTransportSecurity } from './strict-transport-security';
import type { GivenHeader, GivenRemoval } from '../../core/security-headers/check-headers';
import { renderStatic, type CspDirective } from '../../core/security-headers/csp';
import {
  HEADER_NAMES, HEADER_PROPERTIES, NATIVE_HEADERS, type HeaderProperty,
} from '../../core/security-headers/header-names';
import { renderPermissions } from '../../core/security-headers/permissions-policy';
import { PRESETS, type PresetValues } from '../../core/security-headers/presets';
import { onlyEndpoint, renderEndpoints, reportingTo } from '../../core/security-headers/reporting';

/** A header as it is sent. */
export interface HeaderSetting extends GivenHeader {
  /** Undefined for a custom header. */
  readonly property?: HeaderProperty;
  /** Whether it replaces that of the origin. */
  readonly override: boolean;
}

/** The headers that the properties and the preset together say. */
export interface HeaderSettings {
  readonly headers: readonly HeaderSetting[];
  readonly removed: readonly GivenRemoval[];
  readonly csp?: readonly CspDirective[];
  readonly cspReportOnly?: readonly CspDirective[];
  readonly hsts?: Required<StrictTransportSecurity>;
  readonly frameOptions?: string;
}

export function headerSettings(given: Partial<SecurityHeadersOptions>): HeaderSettings {
  const preset: PresetValues = PRESETS[given.preset ?? 'balanced'];
  const names = (list: readonly SecurityHeader[] = []) => list.map(String);
  const isSent = (property: HeaderProperty) => !names(given.omit).includes(HEADER_NAMES[property]);
  const endpoints = given.reportingEndpoints ?? {};
  const endpoint = onlyEndpoint(endpoints);
  const cspOf = (property: HeaderProperty, directives: readonly CspDirective[] | undefined) => (
    directives === undefined || !isSent(property) ? undefined : reportingTo(directives, endpoint));
  const csp = cspOf('contentSecurityPolicy', given.contentSecurityPolicy?._directives ?? preset.contentSecurityPolicy);
  const cspReportOnly = cspOf('contentSecurityPolicyReportOnly', given.contentSecurityPolicyReportOnly?._directives);
  const hsts = isSent('strictTransportSecurity') ? hstsOf(given, preset) : undefined;
  const reported = (value: string | undefined) => (
    value === undefined || value === 'unsafe-none' || endpoint === undefined ? value
      : `${value}; report-to="${endpoint}"`);
  const frameOptions = given.frameOptions ?? preset.frameOptions;
  const permissions = given.permissionsPolicy?._rules ?? preset.permissionsPolicy ?? [];
  const values: Readonly<Record<HeaderProperty, string | undefined>> = {
    contentSecurityPolicy: csp && renderStatic(csp),
    contentSecurityPolicyReportOnly: cspReportOnly && renderStatic(cspReportOnly),
    strictTransportSecurity: hsts && hstsText(hsts),
    contentTypeOptions: given.contentTypeOptions ?? preset.contentTypeOptions ? 'nosniff' : undefined,
    frameOptions,
    referrerPolicy: given.referrerPolicy ?? preset.referrerPolicy,
    permissionsPolicy: permissions.length > 0 ? renderPermissions(permissions) : undefined,
    crossOriginOpenerPolicy: reported(given.crossOriginOpenerPolicy ?? preset.crossOriginOpenerPolicy),
    crossOriginOpenerPolicyReportOnly: reported(given.crossOriginOpenerPolicyReportOnly),
    crossOriginEmbedderPolicy: reported(given.crossOriginEmbedderPolicy ?? preset.crossOriginEmbedderPolicy),
    crossOriginEmbedderPolicyReportOnly: reported(given.crossOriginEmbedderPolicyReportOnly),
    crossOriginResourcePolicy: given.crossOriginResourcePolicy ?? preset.crossOriginResourcePolicy,
    originAgentCluster: flag(given.originAgentCluster ?? preset.originAgentCluster, '?1', '?0'),
    permittedCrossDomainPolicies: given.permittedCrossDomainPolicies ?? preset.permittedCrossDomainPolicies,
    xssProtection: flag(given.xssProtection ?? preset.xssProtection, '1; mode=block', '0'),
    reportingEndpoints: Object.keys(endpoints).length > 0 ? renderEndpoints(endpoints) : undefined,
  };
  const typed = HEADER_PROPERTIES.filter(isSent).flatMap((property): HeaderSetting[] => {
    const [name, value] = [HEADER_NAMES[property], values[property]];
    const override = !names(given.keepOrigin).includes(name);
    const native = NATIVE_HEADERS.includes(property);
    return value === undefined ? [] : [{ name, value, path: property, native, property, override }];
  });
  const custom = (given.customHeaders ?? []).map(({ header, value, override }, index): HeaderSetting => (
    { name: header, value, path: `customHeaders[${index}]`, native: false, override }));
  return {
    headers: [...typed, ...custom],
    removed: removals(given, preset),
    csp,
    cspReportOnly,
    hsts,
    frameOptions: isSent('frameOptions') ? frameOptions : undefined,
  };
}

function hstsOf(
  { strictTransportSecurity: given }: Partial<SecurityHeadersOptions>,
  { strictTransportSecurity: preset }: PresetValues,
): Required<StrictTransportSecurity> | undefined {
  if (given === undefined && preset === undefined) return undefined;
  const { maxAge, includeSubdomains, preload = false } = HSTS.read(given).sound;
  return {
    maxAge: maxAge ?? Duration.days(preset?.days ?? 365),
    includeSubdomains: includeSubdomains ?? preset?.includeSubdomains ?? false,
    preload,
  };
}

function hstsText({ maxAge, includeSubdomains, preload }: Required<StrictTransportSecurity>): string {
  // A duration that is only known at deploy time has at most ten digits.
  const seconds = maxAge.isUnresolved() ? '0000000000' : String(maxAge.toSeconds({ integral: false }));
  return [`max-age=${seconds}`, ...includeSubdomains ? ['includeSubDomains'] : [], ...preload ? ['preload'] : []]
    .join('; ');
}

function removals(given: Partial<SecurityHeadersOptions>, preset: PresetValues): GivenRemoval[] {
  const { removeFingerprintingHeaders: fingerprints = preset.removed.length > 0 } = given;
  const own = (given.removeHeaders ?? []).map((name, index) => ({ name, path: `removeHeaders[${index}]` }));
  const others = fingerprints ? PRESETS.balanced.removed : [];
  return [
    ...others.filter((name) => !own.some((one) => one.name.toLowerCase() === name.toLowerCase()))
      .map((name) => ({ name })),
    ...own.filter(({ name }, index) => (
      own.findIndex((one) => one.name.toLowerCase() === name.toLowerCase()) === index)),
  ];
}

function flag(value: boolean | undefined, yes: string, no: string): string | undefined {
  return value === undefined ? undefined : value ? yes : no;
}
