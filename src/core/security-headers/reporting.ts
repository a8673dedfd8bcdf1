import { error, shown, warning, type Problem } from '../problem';
import type { CspDirective } from './csp';

type IsToken = (text: string) => boolean;
type Endpoints = Readonly<Record<string, string>>;

/** The value of Reporting-Endpoints. */
export function renderEndpoints(endpoints: Endpoints): string {
  return Object.entries(endpoints).map(([name, url]) => `${name}="${url}"`).join(', ');
}

/** The endpoint that policies report to which name none: the only one. */
export function onlyEndpoint(endpoints: Endpoints): string | undefined {
  const [name, ...others] = Object.keys(endpoints);
  return others.length === 0 ? name : undefined;
}

/** The policy with a place for its reports, if it has none. */
export function reportingTo(csp: readonly CspDirective[], endpoint: string | undefined): readonly CspDirective[] {
  if (endpoint === undefined || csp.some(({ name }) => name === 'report-to' || name === 'report-uri')) return csp;
  return [...csp, { name: 'report-to', sources: [{ kind: 'text', text: endpoint, only: 'word' }] }];
}

const ENDPOINT_URL = /^(https:\/\/[^\s/"\\]|\/(?!\/))[^\s"\\]*$/;

/** Reports endpoints that browsers ignore. */
export function checkEndpoints(endpoints: Endpoints, isToken: IsToken): Problem[] {
  return Object.entries(endpoints).flatMap(([name, url]) => [
    ...!/^[a-z*][a-z\d_.*-]*$/.test(name) ? [error('EDGE_REPORTING', `has the name ${shown(name)}, which browsers `
      + 'cannot read; use lower-case letters, digits and hyphens', 'reportingEndpoints')] : [],
    ...isToken(url) || ENDPOINT_URL.test(url) ? [] : [error('EDGE_REPORTING', 'is not a URL that browsers send reports '
      + `to, got ${shown(url)}; use an https URL, or a path such as "/reports"`, `reportingEndpoints.${name}`)],
  ]);
}

/** Warns if a policy reports to an endpoint that is not there: browsers then send nothing. */
export function checkReportTo(csp: readonly CspDirective[], endpoints: Endpoints, path: string): Problem[] {
  const named = csp.filter(({ name }) => name === 'report-to').flatMap(({ sources }) => sources);
  return named.flatMap((source) => (source.kind !== 'text' || source.text in endpoints ? [] : [warning('EDGE_REPORTING',
    `names the endpoint ${shown(source.text)}, which is not in reportingEndpoints: browsers would send nothing`,
    `${path}.reportTo`)]));
}

/** Warns about a report-only policy that reports to nobody. */
export function checkReportOnly(csp: readonly CspDirective[], path: string): Problem[] {
  return csp.some(({ name }) => name === 'report-to' || name === 'report-uri') ? [] : [warning('EDGE_REPORTING',
    'blocks nothing and reports to nobody; set reportingEndpoints, or reportTo of the policy', path)];
}
