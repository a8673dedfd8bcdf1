import { analyseHeaders } from '../../../../../src/core/security-headers/analysis/analyse';

/** A finding of csp_evaluator. */
export interface ForeignFinding {
  readonly severity: string;
  readonly directive: string;
  readonly value?: string;
}

/** The severities that both have. */
const COMMON = ['HIGH', 'SYNTAX', 'MEDIUM', 'INFO'];

const keyOf = ({ severity, directive, value }: Partial<ForeignFinding>): string => `${severity} ${directive} ${value}`;

/** What only csp_evaluator finds in a policy, and what only the analysis does: `HIGH script-src *`. */
export function comparedWith(csp: string, theirs: readonly ForeignFinding[]): { missing: string[]; extra: string[] } {
  const name = 'content-security-policy';
  const ours = analyseHeaders([{ name, value: csp }]).findings.filter(({ header }) => header === name);
  const [a, b] = [theirs, ours].map((list) => (
    new Set(list.filter(({ severity }) => COMMON.includes(severity)).map(keyOf))));
  return { missing: [...a].filter((one) => !b.has(one)), extra: [...b].filter((one) => !a.has(one)) };
}
