import { ESTIMATE, type LineUsage, type MissingPath, type UsageReport } from './report';
import { printable } from '../../frame/printable';
import { plural } from '../plural';

/** The report for a terminal. */
export function usageText(report: UsageReport): string[] {
  const { requests, files, first, last, lines, missing, missingIsEstimate, redirects, otherRedirects } = report;
  const { countedBy, unknownRules } = report;
  const used = lines.filter(({ hits }) => hits > 0);
  const unseen = lines.filter((line) => line.hits === 0 && line.unseen.length > 0);
  const never = lines.filter((line) => line.hits === 0 && line.unseen.length === 0);
  const period = first === undefined ? '' : `, from ${first} to ${last}`;
  return [
    `${plural(requests, 'request')} in ${plural(files, 'file')}${period}`,
    `${plural(redirects, 'redirect')} by ${plural(used.length, 'rule')}, ${otherRedirects} by none of this list`,
    ...(countedBy === 'access logs' ? [] : [`counted by the ${countedBy}`]),
    ...(unknownRules === 0 ? []
      : [`${plural(unknownRules, 'logged rule')} of another list, or of another version of it`]),
    ...section('hits', used.map((line) => (
      `${String(line.hits).padStart(8)}  ${(line.last ?? '').padEnd(20)}  ${ruleText(line)}`))),
    ...section(`never: ${plural(never.length, 'rule')}`, never.map((line) => `  ${ruleText(line)}`)),
    ...section('not known, because no log has what they read', unseen.map((line) => (
      `  ${ruleText(line)}  (${line.unseen.join(', ')})`))),
    ...section(`paths without a page${missingIsEstimate ? ` (${ESTIMATE})` : ''}`, missing.map(missingText)),
  ];
}

function missingText({ path, count, suggestion }: MissingPath): string {
  const text = `${String(count).padStart(8)}  ${printable(path)}`;
  return suggestion === undefined ? text : `${text}  perhaps → ${printable(suggestion)}`;
}

function section(title: string, rows: readonly string[]): string[] {
  return rows.length === 0 ? [] : ['', title, ...rows];
}

function ruleText({ file, line, from, to, status }: LineUsage): string {
  return printable(`${file}:${line}  ${from} → ${to ?? status}`);
}
