import type { Judged } from './judged';
import { placeOf, signed, titleCase } from './shown-header';
import type { Finding } from '../../core/security-headers/analysis/finding';
import { escaped } from '../html/escaped';
import { htmlPage } from '../html/page';
import { table } from '../html/table';

/** The findings of responses as a page. */
export function htmlReport(judged: readonly Judged[]): string {
  const title = `Security headers${judged.length === 1 ? ` of ${judged[0].title}` : ''}`;
  return htmlPage(title, 'Security headers', judged.map(section).join('\n'));
}

function section(response: Judged): string {
  const { title, status, behaviors, score, skipped } = response;
  const about = [
    ...(status === undefined ? [] : [`Status ${status}`]),
    ...(behaviors === undefined ? [] : [`Behaviors: ${behaviors.join(', ')}`]),
  ];
  return `<section>
<h2>${escaped(title)}</h2>
${about.map((text) => `<p>${escaped(text)}</p>`).join('\n')}
<p class="score">${
  score.total === undefined
    ? 'A value is not known, so there is no score.'
    : `<strong>${escaped(score.grade ?? '')}</strong> ${score.total} points at MDN's HTTP Observatory, for the `
        + 'headers alone: cookies, redirects and scripts of the page count there as well.'
}</p>
<h3>Findings</h3>
${findingsTable(response.findings)}
${skipped.length === 0 ? '' : '<p>Not checked, because the value is only known at deploy time, or '
  + 'when a function runs: '
  + `${escaped(skipped.join(', '))}</p>`}
<h3>What each header earns or costs</h3>
${table(
  'Points of each header',
  ['Header', 'Points', 'Why'],
  score.headers.map(({ header, points, why }) => [
    `<th scope="row">${escaped(titleCase(header))}</th>`,
    `<td class="points">${signed(points)}</td>`,
    `<td>${escaped(why)}</td>`,
  ]),
)}
<h3>Headers</h3>
${
  response.headers.length === 0
    ? '<p>There are none.</p>'
    : table(
      'Headers as they were sent',
      ['Name', 'Value'],
      response.headers.map(({ name, value }) => [
        `<th scope="row">${escaped(name)}</th>`,
        `<td><code>${escaped(value)}</code></td>`,
      ]),
    )
}
</section>`;
}

function findingsTable(findings: readonly Finding[]): string {
  if (findings.length === 0) return '<p>There are none.</p>';
  return table(
    'Findings, the heaviest first',
    ['Severity', 'Where', 'What it means, and the cure', 'Code'],
    findings.map((one) => [
      `<td><span class="${one.severity.toLowerCase()}">${one.severity}</span></td>`,
      `<th scope="row"><code>${escaped(placeOf(one))}</code></th>`,
      `<td>${escaped(one.message)}</td>`,
      `<td><code>${one.code.replaceAll('_', '_<wbr>')}</code></td>`,
    ]),
  );
}
