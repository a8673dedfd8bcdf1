import { parseCspHeader } from '../csp-parse';
import { readPolicy, type Policy } from './csp/policy';
import { valueOf, type Fields } from './fields';
import { finding, type Finding } from './finding';
import { shown } from '../../problem';

const ENFORCED = 'content-security-policy';
const REPORT_ONLY = 'content-security-policy-report-only';

/** Reports that arrive nowhere, and policies that do nothing without them. */
export function reportingFindings(fields: Fields): Finding[] {
  const endpoints = endpointsOf(fields);
  return [ENFORCED, REPORT_ONLY].flatMap((header) => policiesOf(fields, header).flatMap(({ directives }) => [
    ...(directives.get('report-to') ?? []).slice(0, 1).filter((name) => !endpoints.has(name)).map((name) => finding(
      'EDGE_HEADERS_CSP_REPORT_TO', { header, directive: 'report-to', value: name }, 'names an endpoint that '
      + `Reporting-Endpoints does not have, so that no report is sent, got ${shown(name)}; add it there: `
      + `${name}="https://…"`)),
    ...header === REPORT_ONLY ? reportOnlyFindings(directives) : [],
  ]));
}

/** Directives that browsers ignore in a policy that is only reported. */
const IGNORED = ['upgrade-insecure-requests', 'sandbox'];

function reportOnlyFindings(directives: Policy['directives']): Finding[] {
  const reports = (directives.get('report-to')?.length ?? 0) + (directives.get('report-uri')?.length ?? 0) > 0;
  return [
    ...(reports
      ? []
      : [
        finding(
          'EDGE_HEADERS_CSP_REPORT_ONLY',
          { header: REPORT_ONLY },
          'has no endpoint: it blocks nothing '
              + 'and reports nothing but to consoles; add report-to and report-uri, or enforce it',
        ),
      ]),
    ...IGNORED.filter((name) => directives.has(name)).map((name) =>
      finding(
        'EDGE_HEADERS_CSP_REPORT_ONLY_IGNORED',
        { header: REPORT_ONLY, directive: name },
        'is ignored in a policy that is only reported; move it to the enforced one',
      ),
    ),
  ];
}

function policiesOf(fields: Fields, header: string): Policy[] {
  return (fields.get(header) ?? []).flatMap((value) => parseCspHeader(value).map(readPolicy));
}

/** Names of Reporting-Endpoints, and of its forerunner Report-To. */
function endpointsOf(fields: Fields): ReadonlySet<string> {
  const names = [...(valueOf(fields, 'reporting-endpoints') ?? '').matchAll(/([a-z*][\w.*-]*)\s*=/g)].map(
    ([, name]) => name,
  );
  const groups = [...(valueOf(fields, 'report-to') ?? '').matchAll(/"group"\s*:\s*"([^"]*)"/g)].map(([, name]) => name);
  const isDefault = fields.has('report-to') && groups.length === 0;
  return new Set([...names, ...groups, ...isDefault ? ['default'] : []]);
}
