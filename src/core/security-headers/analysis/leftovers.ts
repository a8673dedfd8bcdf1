import { valueOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { shown } from '../../problem';

/** Headers that current browsers ignore, or that do harm in old ones. */
const OBSOLETE: Readonly<Record<string, string>> = {
  'expect-ct': 'browsers check certificates anyway; remove it',
  'public-key-pins': 'browsers removed it; remove it',
  'public-key-pins-report-only': 'browsers removed it; remove it',
  'feature-policy': 'browsers read Permissions-Policy, which has another syntax; rewrite it',
  'x-content-security-policy': 'browsers read Content-Security-Policy; remove it',
  'x-webkit-csp': 'browsers read Content-Security-Policy; remove it',
  'p3p': 'browsers ignore it; remove it',
};

export function obsoleteFindings(fields: Fields): Finding[] {
  const filter = valueOf(fields, 'x-xss-protection');
  return [
    ...Object.entries(OBSOLETE)
      .filter(([header]) => fields.has(header))
      .map(([header, why]) => finding('EDGE_HEADERS_OBSOLETE', { header }, `is obsolete: ${why}`)),
    ...(filter !== undefined && !/^0\b/.test(filter)
      ? [
        finding(
          'EDGE_HEADERS_OBSOLETE',
          { header: 'x-xss-protection', value: filter },
          'switches on a filter of old browsers that can be turned against the page; set "0", or remove it',
        ),
      ]
      : []),
  ];
}

const SOFTWARE = [
  'x-powered-by', 'x-aspnet-version', 'x-aspnetmvc-version', 'x-generator', 'x-runtime', 'x-drupal-cache', 'x-pingback',
  'x-php-version', 'x-mod-pagespeed', 'x-varnish', 'x-wix-request-id', 'x-redirect-by', 'x-backend-server',
];

/** Headers that say which software runs, for attackers that know its faults. */
export function revealingFindings(fields: Fields): Finding[] {
  const server = valueOf(fields, 'server');
  return [
    ...SOFTWARE.filter((header) => fields.has(header)).map((header) =>
      finding(
        'EDGE_HEADERS_REVEALING',
        { header, value: valueOf(fields, header) },
        `tells attackers which software runs, got ${shown(valueOf(fields, header))}; ` + 'remove it',
      ),
    ),
    ...(server !== undefined && /\d/.test(server)
      ? [
        finding(
          'EDGE_HEADERS_REVEALING',
          { header: 'server', value: server },
          `tells attackers the version of the server, got ${shown(server)}; set it without one`,
        ),
      ]
      : []),
  ];
}

export function clearingFindings(fields: Fields): Finding[] {
  const value = valueOf(fields, 'clear-site-data');
  return value === undefined
    ? []
    : [
      finding(
        'EDGE_HEADERS_CLEARING',
        { header: 'clear-site-data', value },
        'logs viewers '
            + 'out and empties their cache on every response that has it, also on /favicon.ico; send it on the '
            + 'log-out page only',
      ),
    ];
}

/** Headers that a response should have once. */
const SINGLE = [
  'strict-transport-security', 'x-frame-options', 'x-content-type-options', 'cross-origin-opener-policy',
  'cross-origin-embedder-policy', 'cross-origin-resource-policy', 'x-xss-protection', 'origin-agent-cluster',
];

/** Two places set the same header: browsers take the first, join them, or drop both. */
export function repeatedFindings(fields: Fields): Finding[] {
  return SINGLE.filter((header) => (fields.get(header)?.length ?? 0) > 1).map((header) => finding('EDGE_HEADERS_TWICE',
    { header, value: valueOf(fields, header) }, `is sent ${fields.get(header)?.length} times, got `
    + `${shown(valueOf(fields, header))}; browsers take the first one, or none: set it in one place`));
}
