import { Token } from 'aws-cdk-lib';
import type { HeaderSetting, HeaderSettings } from './header-settings';
import { POLICY_LIMITS } from '../../core/headers-policy/limits';
import { dynamicSources, nonceHeaders, renderStatic, type CspDirective } from '../../core/security-headers/csp';
import type { EnginePlan } from '../../core/security-headers/engine';
import type { HeaderProperty } from '../../core/security-headers/header-names';
import type { HeaderConfig, HeadersConfig, LateHeadersConfig } from '../../core/security-headers/step-config';
import { renderTemplate } from '../../core/security-headers/value-template';

/** What the function of a `SecurityHeaders` does. */
export interface HeadersStep {
  /** For CloudFront Functions, where values of the deployment are not checked again. */
  readonly config: HeadersConfig;
  /** For Lambda@Edge. */
  readonly late: LateHeadersConfig;
  /** The headers that it sets, in lower case. */
  readonly byFunction: readonly string[];
  /** The headers of the origin with nonces, in lower case. */
  readonly nonces: readonly string[];
}

/** Headers that browsers use of documents only: images, data and fonts need none. */
const OF_DOCUMENTS: readonly HeaderProperty[] = [
  'contentSecurityPolicy', 'contentSecurityPolicyReportOnly', 'frameOptions', 'permissionsPolicy',
  'crossOriginOpenerPolicy', 'crossOriginOpenerPolicyReportOnly', 'crossOriginEmbedderPolicy',
  'crossOriginEmbedderPolicyReportOnly', 'originAgentCluster', 'xssProtection', 'reportingEndpoints',
];

/**
 * The step of a function. Beside a policy it only sets what the policy cannot, and removes what only documents have.
 *
 * @param keepTheirs Whether headers of a policy that ours is merged with stay.
 */
export function headersStep(settings: HeaderSettings, plan: EnginePlan, keepTheirs = false): HeadersStep {
  const policies = [settings.csp ?? [], settings.cspReportOnly ?? []];
  const nonces = [...new Set(policies.flatMap(nonceHeaders))];
  const parts = settings.headers.flatMap((header) => partsOf(header, settings, plan, keepTheirs));
  const removed = [...removedByFunction(settings, plan), ...nonces];
  const removing = removed.length > 0 && { removed: ` ${removed.join(' ')} ` };
  return {
    config: { headers: parts.map(({ config }) => config), ...removing },
    late: { headers: parts.map(({ config, late }) => late ?? config), ...removing },
    byFunction: parts.flatMap(({ config }) => (config.value === undefined ? [] : [config.name])),
    nonces,
  };
}

interface HeaderParts {
  readonly config: HeaderConfig;
  readonly late?: LateHeadersConfig['headers'][number];
}

function partsOf(
  header: HeaderSetting, settings: HeaderSettings, plan: EnginePlan, keepTheirs: boolean,
): HeaderParts[] {
  const { name, property, value, override } = header;
  const documents = plan.documents && property !== undefined && OF_DOCUMENTS.includes(property);
  const keep = !override || keepTheirs;
  const common = {
    name: name.toLowerCase(),
    ...(keep && { keep: true as const }),
    ...(documents && { documents: true as const }),
  };
  const directives = directivesOf(property, settings);
  if (directives === undefined || dynamicSources(directives).length === 0) {
    if (!plan.policy) return [{ config: { ...common, value: [textOf(header, settings)] } }];
    return documents ? [{ config: { ...common, ...keep && { fallback: value } } }] : [];
  }
  // On origin-response the policy comes later.
  const withFallback = !(plan.policy && plan.event === 'origin-response');
  const config = { ...common, value: renderTemplate(directives), ...withFallback && { fallback: value } };
  return Token.isUnresolved(value)
    ? [{
      config,
      late: {
        ...common,
        directives,
        ...withFallback && { withFallback },
        ...!plan.policy && { limit: POLICY_LIMITS.totalLength },
      },
    }]
    : [{ config }];
}

function directivesOf(
  property: HeaderProperty | undefined, { csp, cspReportOnly }: HeaderSettings,
): readonly CspDirective[] | undefined {
  return property === 'contentSecurityPolicy' ? csp
    : property === 'contentSecurityPolicyReportOnly' ? cspReportOnly : undefined;
}

/** The text of a header, also of an age that is only known at deploy time. */
function textOf({ property, value }: HeaderSetting, { hsts }: HeaderSettings): string {
  return property === 'strictTransportSecurity' && hsts?.maxAge.isUnresolved()
    ? value.replace(/\d+/, Token.asString(hsts.maxAge.toSeconds({ integral: false }))) : value;
}

/** The removals of the policy: those of the preset and the first ones of the user. */
export function removedByPolicy({ csp = [], cspReportOnly = [], removed }: HeaderSettings, plan: EnginePlan): string[] {
  if (!plan.policy) return [];
  // The function has to read them.
  const nonces = [csp, cspReportOnly].flatMap(nonceHeaders);
  const names = removed.map(({ name }) => name).filter((name) => !nonces.includes(name.toLowerCase()));
  return plan.event === undefined ? names : names.slice(0, POLICY_LIMITS.removedHeaders);
}

function removedByFunction(settings: HeaderSettings, plan: EnginePlan): string[] {
  const others = new Set([
    ...removedByPolicy(settings, plan),
    // What is removed and set is set; a policy has set it before.
    ...plan.policy ? settings.headers.map(({ name }) => name) : [],
  ].map((name) => name.toLowerCase()));
  return settings.removed.map(({ name }) => name.toLowerCase()).filter((name) => !others.has(name));
}

/** The characters of a Content-Security-Policy that functions fill in at most: hosts and nonces. */
export function dynamicLength({ csp = [], cspReportOnly = [] }: HeaderSettings): number {
  return [...dynamicSources(csp), ...dynamicSources(cspReportOnly)]
    .reduce((sum, { kind }) => sum + (kind === 'nonce' ? NONCE_LENGTH : HOST_LENGTH), 0);
}

const HOST_LENGTH = 260;
const NONCE_LENGTH = 140;

/** The policy as it is without a function, for the analysis. A nonce allows no more than the hash in its place. */
export function analysedPolicy(directives: readonly CspDirective[]): string {
  const hash = { kind: 'text', text: "'sha256-AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA='" } as const;
  return renderStatic(directives.map(({ name, sources }) => (
    { name, sources: sources.map((source) => (source.kind === 'nonce' ? hash : source)) })));
}
