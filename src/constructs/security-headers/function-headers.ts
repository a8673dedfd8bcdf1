import type { HeaderSettings } from './header-settings';
import { namesDistributionDomain, type CspDirective } from '../../core/security-headers/csp';
import { HEADER_NAMES } from '../../core/security-headers/header-names';

/** A header that a function sets, because it contains the distribution's own domain. */
export interface FunctionHeader {
  /** In lower case. */
  readonly name: string;
  readonly directives: readonly CspDirective[];
  readonly keep?: true;
  /** The property that it comes from. */
  readonly path: string;
}

export function functionHeaders({ csp, cspReportOnly, headers }: HeaderSettings): FunctionHeader[] {
  const policies = [['contentSecurityPolicy', csp], ['contentSecurityPolicyReportOnly', cspReportOnly]] as const;
  return policies.flatMap(([path, directives]): FunctionHeader[] => {
    if (directives === undefined || !namesDistributionDomain(directives)) return [];
    const keep = headers.some(({ property, override }) => property === path && !override);
    return [{ name: HEADER_NAMES[path].toLowerCase(), directives, ...keep && { keep: true }, path }];
  });
}
