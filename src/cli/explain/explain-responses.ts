import { load, loadOrigin } from './load';
import type { Report } from './report/report';
import { readSites } from './template/read-sites';
import { unusable } from './unusable';
import { explain } from '../../core/explain/explain';
import { Groups } from '../../core/explain/group';
import type { Observation } from '../../core/explain/observation';
import { hostOf, servesHost } from '../../core/explain/site/matched';
import type { SiteFacts } from '../../core/explain/site/site-facts';

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
  const sites = template === undefined ? [] : readSites(template);
  const target = observations.filter(({ status }) => status >= 400).at(-1) ?? observations.at(-1)!;
  const origin = given === undefined ? undefined : await loadOrigin(given, target.url);
  const groups = new Groups();
  for (const one of observations) {
    const seen = { ...one, ...(origin !== undefined && one.url === target.url && { origin }), ...siteFor(one, sites) };
    groups.add(seen, explain(seen));
  }
  return { title, responses: observations.length, skipped: faults.count, groups: groups.list() };
}

/** The distribution that serves the host, or the only one. */
function siteFor({ url }: Observation, sites: readonly SiteFacts[]): { site?: SiteFacts } {
  const host = hostOf(url);
  const isAlias = host !== undefined && !host.endsWith('.cloudfront.net');
  const serving = isAlias ? sites.find((one) => servesHost(one, host) === true) : undefined;
  const site = serving ?? (sites.length === 1 ? sites[0] : undefined);
  return site === undefined ? {} : { site };
}
