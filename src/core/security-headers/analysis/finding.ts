import { FINDINGS, type FindingCode, type FindingSeverity } from './codes';

/** A header of a response. */
export interface HeaderField {
  readonly name: string;
  readonly value: string;
}

/** Something weak, wrong or without effect about the headers of a response. */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: FindingSeverity;
  /** In lower case. */
  readonly header: string;
  /** Of a Content-Security-Policy, a feature of a Permissions-Policy, or a part of another header. */
  readonly directive?: string;
  readonly value?: string;
  /** What it means, and after a semicolon the cure. */
  readonly message: string;
}

/** Where a finding is. */
export interface Place {
  readonly header: string;
  readonly directive?: string | undefined;
  readonly value?: string | undefined;
}

export function finding(code: FindingCode, { header, directive, value }: Place, message: string): Finding {
  return {
    code,
    severity: FINDINGS[code],
    header: header.toLowerCase(),
    ...(directive !== undefined && { directive }),
    ...(value !== undefined && { value }),
    message,
  };
}

const ORDER: readonly FindingSeverity[] = ['HIGH', 'SYNTAX', 'MEDIUM', 'LOW', 'INFO'];

/** The heaviest first; those of one severity stay in their order. */
export function bySeverity(findings: readonly Finding[]): Finding[] {
  return ORDER.flatMap((severity) => findings.filter((one) => one.severity === severity));
}

/** Whether the text contains a value that is only known at deploy time, as the CDK writes it. */
export function isUnknown(text: string): boolean {
  return text.includes('${Token[');
}

/** What `isUnknown` recognizes, for values of a template. */
export const UNKNOWN = '${Token[deploy-time]}';
