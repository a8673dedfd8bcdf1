import { load, loadOrigin } from './load';
import type { Report } from './report/report';
import { ServingSites } from './template/serving-sites';
import { unusable } from './unusable';
import { explain } from '../../core/explain/explain';
import { Groups } from '../../core/explain/group';

export interface ResponseOptions {
  readonly origin?: string;
  readonly template?: string;
}

/** Explains the responses of an input. */
export async function explainResponses(
  source: string, { origin: given, template }: ResponseOptions, report: (note: string) => void,
): Promise<Report> {
  const { observations, faults } = await load(source, report);
  const title = source === '-' ? '<stdin>' : source;
  for (const line of faults.lines()) report(`${title}: ${line}`);
  if (observations.length === 0) {
    throw unusable(`${title}: has no response; pass what "curl -i" prints, a HAR file, or JSON`);
  }
  const sites = new ServingSites(template);
  const target = observations.filter(({ status }) => status >= 400).at(-1) ?? observations.at(-1)!;
  const origin = given === undefined ? undefined : await loadOrigin(given, target.url);
  const groups = new Groups();
  for (const one of observations) {
    const seen = { ...one, ...(origin !== undefined && one.url === target.url && { origin }), ...sites.of(one.url) };
    groups.add(seen, explain(seen));
  }
  for (const line of sites.notes()) report(line);
  return { title, responses: observations.length, skipped: faults.count, groups: groups.list() };
}
