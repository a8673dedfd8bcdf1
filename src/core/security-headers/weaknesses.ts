import { error, note, warning, type Problem } from '../problem';
import { analyseHeaders } from './analysis/analyse';
import type { FindingCode } from './analysis/codes';
import type { Finding } from './analysis/finding';
import { propertyPath } from './check-csp';

/** A header that a construct sends, and the property that says so. */
export interface SentHeader {
  readonly name: string;
  readonly value: string;
  readonly path: string;
}

/**
 * What only the command reports: hints that nearly every policy has, headers that were left out, which takes a property
 * that says so, and what the checks of the properties report with more detail.
 */
const NOT_HERE: readonly FindingCode[] = [
  'EDGE_HEADERS_CSP_TRUSTED_TYPES', 'EDGE_HEADERS_ABSENT', 'EDGE_HEADERS_CSP_MISSING', 'EDGE_HEADERS_HSTS_MISSING',
  'EDGE_HEADERS_SNIFFING', 'EDGE_HEADERS_FRAMES', 'EDGE_HEADERS_FRAMES_DISAGREE', 'EDGE_HEADERS_PERMISSION_UNKNOWN',
  'EDGE_HEADERS_CSP_DIRECTIVE_UNKNOWN', 'EDGE_HEADERS_CSP_DEPRECATED', 'EDGE_HEADERS_CSP_OBSOLETE',
  'EDGE_HEADERS_CSP_REPORT_TO', 'EDGE_HEADERS_CSP_REPORT_ONLY', 'EDGE_HEADERS_CSP_REPORT_ONLY_IGNORED',
];

/**
 * Weak values as warnings, or the heavier ones as errors, with the path of the property. Values that are only known at
 * deploy time are not checked, which a note says.
 */
export function weaknesses(headers: readonly SentHeader[], refuse: boolean): Problem[] {
  const { findings, skipped } = analyseHeaders(headers, { isStatic: true });
  const found = findings.filter(({ code }) => !NOT_HERE.includes(code)).map((one) => {
    const isHeavy = one.severity === 'HIGH' || one.severity === 'SYNTAX' || one.severity === 'MEDIUM';
    return (refuse && isHeavy ? error : warning)(one.code, said(one), pathOf(one, headers));
  });
  return skipped.length === 0
    ? found
    : [
      ...found,
      note(
        'EDGE_HEADERS_UNCHECKED',
        'is only known at deploy time, so that ' + `these were not checked for weak values: ${skipped.join(', ')}`,
      ),
    ];
}

/** A finding about one value names it, which the path does not. */
function said({ header, directive, value, message }: Finding): string {
  if (directive === undefined) return message;
  if (!header.startsWith('content-security-policy')) return `${directive} ${message}`;
  return value === undefined ? message : `has ${value}, which ${message}`;
}

function pathOf({ header, directive }: Finding, headers: readonly SentHeader[]): string {
  const path = headers.find(({ name }) => name.toLowerCase() === header)?.path ?? header;
  const isPolicy = header.startsWith('content-security-policy') && directive !== undefined && !path.includes('[');
  return isPolicy ? `${path}.${propertyPath(directive)}` : path;
}
