import type { Report, SiteReport } from './report';
import { wrapped } from './wrapped';
import type { SiteFinding } from '../../../core/explain/checks/checked-site';
import type { Group } from '../../../core/explain/group';
import type { Possibility } from '../../../core/explain/site/possibility';
import { printable } from '../../frame/printable';

/** Where the text of a section starts. */
const INDENT = 18;

const CONFIDENCE = { 'certain': 'certain', 'likely': 'likely', 'cannot-tell': 'cannot tell' } as const;

/** One screen: what answered, why, how sure that is, and what to change. */
export function textReport({ title, responses, groups }: Report): string {
  const count = groups.reduce((sum, one) => sum + one.count, 0);
  if (count === 0) {
    return printable(`${title}: nothing to explain in ${responses} ${responses === 1 ? 'response' : 'responses'}`);
  }
  return groups.map(groupText).join('\n\n');
}

function groupText(group: Group): string {
  const { source, confidence, what, evidence, cure, link, settledBy, candidates, statuses, examples, count } = group;
  const status = statuses.length === 0 ? '' : `${statuses.join(', ')}: `;
  const name = source === 'cannot-tell' ? 'cannot tell' : `${source} (${CONFIDENCE[confidence]})`;
  return [
    `${status}${name}${count > 1 ? `, ${count} responses` : ''}`,
    ...wrapped(printable(what), 2).map((line) => `  ${line}`),
    ...section('Why', evidence),
    ...(candidates.length > 0
      ? section(
        confidence === 'cannot-tell' ? 'It may be' : 'It may also be',
        candidates.map((one) => `${one.source}: ${one.settledBy}`),
      )
      : []),
    // With candidates, each has its own.
    ...((settledBy !== undefined && candidates.length === 0) || confidence === 'likely'
      ? section('To be sure', [settledBy ?? ''])
      : []),
    ...section('Cure', [cure]),
    ...section('See', [link]),
    ...(count > 1 ? section('Such as', examples) : []),
  ].join('\n');
}

function section(heading: string, lines: readonly string[]): string[] {
  return lines.flatMap((line, i) => wrapped(printable(line), INDENT).map((part, k) => (
    `  ${(i + k === 0 ? `${heading}:` : '').padEnd(INDENT - 3)} ${k === 0 ? '' : '  '}${part}`)));
}

/** What in each distribution can answer with an error. */
export function textSiteReport(sites: readonly SiteReport[]): string {
  return sites.map(({ distribution, template, possibilities, findings }) => [
    printable(`${distribution} (${template}) can answer with an error:`),
    ...possibilities.map(possibilityText),
    ...(findings.length === 0 ? [] : [printable(`Checks of ${distribution}:`)]),
    ...findings.map(findingText),
  ].join('\n\n')).join('\n\n\n');
}

function findingText({ severity, code, path, message, cure }: SiteFinding): string {
  return [
    `${severity}: ${code}`,
    ...section('Property', [`DistributionConfig.${path}`]),
    ...section('What', [`it ${message}`]),
    ...section('Cure', [cure]),
  ].join('\n');
}

function possibilityText({ source, statuses, behaviors, condition, evidence, cure, isWarning }: Possibility): string {
  const status = statuses.length === 0 ? '' : `${statuses.join(', ')}: `;
  const where = behaviors === undefined ? '' : ` on ${behaviors.join(', ')}`;
  return [
    printable(`${status}${source}${where}${isWarning ? '  (warning)' : ''}`),
    ...section('If', [condition]),
    ...section('Why', evidence),
    ...section('Cure', [cure]),
  ].join('\n');
}
