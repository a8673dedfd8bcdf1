import { analyseCsp, policiesOf } from './csp/analyse-csp';
import { referrerFindings, sniffingFindings } from './documents';
import { fieldsOf, valueOf, type Fields } from './fields';
import { bySeverity, finding, isUnknown, type Finding, type HeaderField } from './finding';
import { frameFindings } from './frames';
import { isolationFindings } from './isolation';
import { absentFindings, invalidValueFindings } from './known-values';
import { clearingFindings, obsoleteFindings, repeatedFindings, revealingFindings } from './leftovers';
import { nonceFindings } from './nonces';
import { permissionFindings } from './permissions';
import { reportingFindings } from './reporting';
import { transportFindings } from './transport';

/** What is known about the response besides its headers. */
export interface Circumstances {
  /** Whether every response has these very headers, as with a response headers policy. */
  readonly isStatic?: boolean | undefined;
  /** Whether no response is a document, so that a Content-Security-Policy does nothing. */
  readonly withoutDocuments?: boolean | undefined;
}

export interface Analysis {
  /** The heaviest first. */
  readonly findings: readonly Finding[];
  /** Headers, and directives as `content-security-policy script-src`, of which a value is only known at deploy time. */
  readonly skipped: readonly string[];
}

/**
 * Everything that is weak, wrong or without effect about the headers of one response. The headers may be anything that
 * a server sends; the time is linear in their length.
 */
export function analyseHeaders(
  headers: readonly HeaderField[],
  { isStatic = false, withoutDocuments = false }: Circumstances = {},
): Analysis {
  const hidden = new Set(headers.filter(isHidden).map(({ name }) => name.toLowerCase()));
  const fields = fieldsOf(headers);
  const enforced = policiesOf(fields.get(CSP) ?? []).policies;
  const found = [
    ...cspFindings(fields, withoutDocuments),
    ...nonceFindings(fields, enforced, isStatic),
    ...reportingFindings(fields),
    ...repeatedFindings(fields),
    ...transportFindings(fields),
    ...isolationFindings(fields),
    ...invalidValueFindings(fields),
    ...sniffingFindings(fields),
    ...frameFindings(fields, enforced),
    ...referrerFindings(fields),
    ...permissionFindings(fields),
    ...obsoleteFindings(fields),
    ...revealingFindings(fields),
    ...clearingFindings(fields),
    ...absentFindings(fields),
  ];
  const isKnown = (one: Finding) =>
    !hidden.has(one.header) && ![one.value, one.directive].some((t) => t && isUnknown(t));
  return { findings: bySeverity(found.filter(isKnown)), skipped: skippedOf(headers, hidden) };
}

const CSP = 'content-security-policy';
const REPORT_ONLY = 'content-security-policy-report-only';

/** Only documents need a policy; a type that is not known may be one. */
function isDocument(fields: Fields): boolean {
  const type = valueOf(fields, 'content-type')?.split(';')[0].trim().toLowerCase() ?? '';
  return type === '' || /^(text\/html|application\/xhtml\+xml|image\/svg\+xml|(text|application)\/xml)$/.test(type);
}

function cspFindings(fields: Fields, withoutDocuments: boolean): Finding[] {
  const values = fields.get(CSP)?.filter((value) => value !== '') ?? [];
  if (values.length > 0) return analyseCsp(values);
  if (withoutDocuments || !isDocument(fields)) return [];
  return [finding('EDGE_HEADERS_CSP_MISSING', { header: CSP }, fields.has(REPORT_ONLY)
    ? 'is missing: the policy is only reported, and blocks nothing; send it as Content-Security-Policy too'
    : 'is missing, so that every script runs, also one that an attacker injects; set one, at best one that begins with '
      + "default-src 'none'")];
}

/** Whether so much of the value is unknown that nothing can be said: in a policy, single sources are left out. */
function isHidden({ name, value }: HeaderField): boolean {
  if (!isUnknown(value)) return false;
  return !/^content-security-policy/i.test(name) || /^[^\s;]*\$\{Token\[/.test(value.trim());
}

function skippedOf(headers: readonly HeaderField[], hidden: ReadonlySet<string>): string[] {
  const parts = headers.filter(({ value }) => isUnknown(value)).flatMap(({ name, value }) => {
    const lower = name.toLowerCase();
    if (hidden.has(lower)) return [lower];
    return value
      .split(/[;,]/)
      .filter(isUnknown)
      .map((part) => `${lower} ${part.trim().split(/\s/, 1)[0].toLowerCase()}`);
  });
  return [...new Set(parts)];
}
