import type { Judged } from './judged';
import { placeOf, signed, titleCase } from './shown-header';
import { labelled } from '../../core/problem';
import { printable } from '../frame/printable';

export function textReport(judged: readonly Judged[]): string {
  return judged.map(one).join('\n\n');
}

function one(response: Judged): string {
  return [heading(response), '', ...headerLines(response), '', ...scoreLines(response), '', ...findingLines(response)]
    .join('\n');
}

function heading({ title, status, behaviors }: Judged): string {
  const about = [
    ...(status === undefined ? [] : [String(status)]),
    ...(behaviors === undefined ? [] : [behaviors.join(', ')]),
  ];
  return `${printable(title)}${about.length === 0 ? '' : ` (${printable(about.join('; '))})`}`;
}

function headerLines({ headers }: Judged): string[] {
  if (headers.length === 0) return ['  no headers'];
  return headers.map(({ name, value }) => `  ${printable(name)}: ${printable(value)}`);
}

function scoreLines({ score: { headers, total, grade } }: Judged): string[] {
  const rows = headers.map(
    ({ header, points, why }) => `  ${signed(points).padStart(3)}  ${titleCase(header)}: ${printable(why)}`,
  );
  const sum = total === undefined ? '  A value is not known, so there is no score.'
    : `  Score of the headers at MDN's HTTP Observatory: ${total} (${grade}). Cookies, redirects and scripts of the `
      + 'page count there as well.';
  return ['What each header earns or costs:', ...rows, sum];
}

function findingLines({ findings, skipped }: Judged): string[] {
  const width = Math.max(...findings.map(({ severity }) => severity.length));
  return [
    ...(findings.length === 0
      ? ['No findings.']
      : [
        'Findings:',
        ...findings.map((finding) => {
          const { severity, message, code } = finding;
          return `  ${severity.padEnd(width)}  `
              + `${labelled({ path: placeOf(finding), message: printable(message), code })}`;
        }),
      ]),
    ...(skipped.length === 0
      ? []
      : ['Not checked, because the value is only known at deploy time, or when a function runs: '
          + skipped.map(printable).join(', ')]),
  ];
}
