import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { comparedWith, type ForeignFinding } from './support/compared';

/** Findings of csp_evaluator for policies of others, one JSON object a line; not part of the repository. */
const FILE = process.env.CSP_FINDINGS ?? join(__dirname, '../../../../../shared/vectors/csp-findings.jsonl');

interface Row {
  readonly csp: string | null;
  readonly findings?: readonly ForeignFinding[];
  /** Present if all checks were run. */
  readonly highest?: string;
}

if (!existsSync(FILE)) {
  // eslint-disable-next-line no-console -- a test that did not run must not look like one that passed
  console.warn(`The comparison with csp_evaluator is skipped: set CSP_FINDINGS to the file (not found: ${resolve(FILE)})`);
}

(existsSync(FILE) ? describe : describe.skip)('the findings of csp_evaluator', () => {
  const rows = existsSync(FILE) ? readFileSync(FILE, 'utf8').trim().split('\n').map((line) => JSON.parse(line) as Row)
    .filter(({ highest, csp }) => highest !== undefined && csp !== null) : [];
  const compared = rows.map(({ csp, findings = [] }) => ({ csp, ...comparedWith(csp!, findings) }));

  test('are there', () => expect(rows.length).toBeGreaterThan(100));

  test('of severity HIGH and SYNTAX are all found here', () => {
    const lost = compared.flatMap(({ csp, missing }) => missing.filter((one) => /^(HIGH|SYNTAX) /.test(one)).map((one) => [csp, one]));
    expect(lost).toEqual([]);
  });

  test('include all of severity HIGH that are found here', () => {
    expect(compared.flatMap(({ csp, extra }) => extra.filter((one) => one.startsWith('HIGH ')).map((one) => [csp, one]))).toEqual([]);
  });

  test('are the same in all common severities for at least 95 % of the policies', () => {
    const alike = compared.filter(({ missing, extra }) => missing.length + extra.length === 0);
    expect(alike.length / compared.length).toBeGreaterThanOrEqual(0.95);
  });
});
