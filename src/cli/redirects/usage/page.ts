import { ESTIMATE, type LineUsage, type UsageReport } from './report';
import { type Bar, bars } from '../../html/bars';
import { escaped } from '../../html/escaped';
import { htmlPage } from '../../html/page';
import { table } from '../../html/table';
import { plural } from '../plural';

/** The report as a page that needs no other file. */
export function usagePage(report: UsageReport): string {
  const { requests, first, last, redirects, otherRedirects, days, lines, missing, missingIsEstimate } = report;
  const { countedBy, unknownRules } = report;
  const by = countedBy === 'access logs' ? '' : ` Counted by the ${countedBy}.`;
  const unknown = unknownRules === 0 ? '' : ` ${plural(unknownRules, 'logged rule')} of another list or version.`;
  const period = first === undefined ? '' : `, from ${first} to ${last}`;
  const sections = [
    `<p>${escaped(`${plural(requests, 'request')}${period}. ${plural(redirects, 'redirect')} by this list, `
      + `${otherRedirects} by others.${by}${unknown}`)}</p>`,
    days.length === 0 ? '' : bars('Redirects of each day', ['redirects'], everyDay(days)),
    '<h2>Rules</h2>',
    table('Rules, the most frequent first', ['Hits', 'Last hit', 'From', 'To', 'Line'], lines.map(row)),
    '<h2>Paths without a page</h2>',
    missingIsEstimate ? `<p>${escaped(ESTIMATE)}</p>` : '',
    missing.length === 0 ? '<p>There are none.</p>' : table(
      'Paths without a page, the most frequent first', ['Requests', 'Path', 'Perhaps'],
      missing.map(({ path, count, suggestion }) => [
        `<td class="points">${count}</td>`, code(path), suggestion === undefined ? '<td></td>' : code(suggestion),
      ]),
    ),
  ];
  return htmlPage('Redirects in access logs', 'Redirects in access logs', sections.join('\n'));
}

const DAY_MS = 86_400_000;
/** Ten years: more are those of a wrong clock. */
const MOST_DAYS = 3_660;

/** Also the days without a redirect, of which a plot would be wrong to say nothing. */
function everyDay(days: UsageReport['days']): Bar[] {
  const counts = new Map(days.map(({ day, redirects }) => [day, redirects]));
  const [from, to] = [days[0], days.at(-1)!].map(({ day }) => Date.parse(day));
  if (to - from > MOST_DAYS * DAY_MS) return days.map(({ day, redirects }) => ({ label: day, values: [redirects] }));
  return Array.from({ length: Math.round((to - from) / DAY_MS) + 1 }, (_, i) => {
    const label = new Date(from + i * DAY_MS).toISOString().slice(0, 10);
    return { label, values: [counts.get(label) ?? 0] };
  });
}

function row({ hits, last, from, to, status, file, line, unseen }: LineUsage): string[] {
  const count = hits === 0 && unseen.length > 0 ? `<td>not known: no log has ${escaped(unseen.join(', '))}</td>`
    : `<td class="points">${hits === 0 ? 'never' : hits}</td>`;
  return [
    count,
    `<td>${escaped(last ?? '')}</td>`,
    code(from),
    to === null ? `<td>${status}</td>` : code(to),
    code(`${file}:${line}`),
  ];
}

function code(text: string): string {
  return `<td><code>${escaped(text)}</code></td>`;
}
