import type { Report, SiteReport } from './report';
import type { SiteFinding } from '../../../core/explain/checks/checked-site';
import type { Group } from '../../../core/explain/group';
import type { Possibility } from '../../../core/explain/site/possibility';
import { bars } from '../../html/bars';
import { escaped } from '../../html/escaped';
import { htmlPage } from '../../html/page';
import { table } from '../../html/table';
import type { OverTime } from '../over-time';

/** A page that needs no other file and no script. Everything that a server sent is text in it. */
export function htmlReport({ title, responses, skipped, groups, overTime }: Report): string {
  const read = `${responses} `
    + `${responses === 1 ? 'response' : 'responses'}${skipped === 0 ? '' : `, ${skipped} skipped`}`;
  const body = groups.length === 0 ? '<p>There is nothing to explain.</p>'
    : [overview(groups), ...(overTime === undefined ? [] : [timeSection(overTime)]), ...groups.map(section)].join('\n');
  return htmlPage(`Errors explained: ${title}`, 'Errors explained', `<p>${escaped(title)}: ${read}</p>
${body}`);
}

function overview(groups: readonly Group[]): string {
  return table(
    'Sources, errors and the most frequent ones first',
    ['Source', 'Confidence', 'Status', 'Responses'],
    groups.map(({ source, confidence, statuses, count }) => [
      `<th scope="row">${source}</th>`,
      `<td>${confidenceOf(confidence)}</td>`,
      `<td>${statuses.join(', ')}</td>`,
      `<td class="points">${count}</td>`,
    ]),
  );
}

function timeSection({ unit, series, bars: all, paths }: OverTime): string {
  const rows = paths.map(({ path, source, count }) => [
    `<td class="points">${count}</td>`, `<td><code>${escaped(path)}</code></td>`, `<td>${source}</td>`,
  ]);
  return `<section>
<h2>When and where</h2>
${all.length === 0 ? '' : bars(`Errors of each ${unit}, by source`, series, all)}
${table('Paths with the most errors', ['Errors', 'Path', 'Source'], rows)}
</section>`;
}

const CLASSES = { 'certain': 'high', 'likely': 'medium', 'cannot-tell': 'info' } as const;

function confidenceOf(confidence: Group['confidence']): string {
  return `<span class="${CLASSES[confidence]}">${confidence.replace('-', ' ')}</span>`;
}

function section(group: Group): string {
  const { source, what, evidence, cure, link, settledBy, candidates, examples } = group;
  const rows: [string, string][] = [
    ['Why', list(evidence)],
    ...(candidates.length === 0 ? [] : [[
      group.confidence === 'cannot-tell' ? 'It may be' : 'It may also be',
      list(candidates.map((one) => `${one.source}: ${one.settledBy}`)),
    ] as [string, string]]),
    ...(settledBy === undefined || (candidates.length > 0 && group.confidence === 'cannot-tell')
      ? [] : [['To be sure', escaped(settledBy)] as [string, string]]),
    ['Cure', escaped(cure)],
    ['See', escaped(link)],
    ...(examples.length === 0 ? [] : [['Such as', list(examples)] as [string, string]]),
  ];
  return `<section>
<h2>${source}</h2>
<p>${escaped(what)}</p>
${rowsTable(rows, `Details of ${source}`)}
</section>`;
}

function list(lines: readonly string[]): string {
  return lines.map((line) => `<code>${escaped(line)}</code>`).join('<br>');
}

function rowsTable(rows: readonly (readonly [string, string])[], caption: string): string {
  return table(
    caption,
    ['What', 'Details'],
    rows.map(([name, value]) => [`<th scope="row">${name}</th>`, `<td class="long">${value}</td>`]),
  );
}

/** What can answer with an error, one table for each distribution. */
export function htmlSiteReport(sites: readonly SiteReport[]): string {
  const title = 'What can answer with an error';
  return htmlPage(title, title, sites.map(siteSection).join('\n'));
}

const COLUMNS = ['Source', 'Status', 'Behaviors', 'If', 'Why', 'Cure'];

function siteSection({ distribution, template, possibilities, findings }: SiteReport): string {
  return `<section>
<h2>${escaped(distribution)}</h2>
<p>${escaped(template)}</p>
${table('Sources, those that hide others first', COLUMNS, possibilities.map(possibilityCells))}
${findings.length === 0 ? '' : table('Checks', ['Code', 'Property', 'What', 'Cure'], findings.map(findingCells))}
</section>`;
}

const SEVERITIES = { error: 'high', warning: 'medium', note: 'info' } as const;

function findingCells({ severity, code, path, message, cure }: SiteFinding): string[] {
  return [
    `<th scope="row">${code} <span class="${SEVERITIES[severity]}">${severity}</span></th>`,
    `<td><code>${escaped(path)}</code></td>`,
    `<td class="long">${escaped(message)}</td>`,
    `<td class="long">${escaped(cure)}</td>`,
  ];
}

function possibilityCells(one: Possibility): string[] {
  return [
    `<th scope="row">${one.source}${one.isWarning ? ' <span class="medium">warning</span>' : ''}</th>`,
    `<td>${one.statuses.join(', ')}</td>`,
    `<td>${(one.behaviors ?? ['all']).map((pattern) => `<code>${escaped(pattern)}</code>`).join(' ')}</td>`,
    `<td class="long">${escaped(one.condition)}</td>`,
    `<td>${list(one.evidence)}</td>`,
    `<td class="long">${escaped(one.cure)}</td>`,
  ];
}
