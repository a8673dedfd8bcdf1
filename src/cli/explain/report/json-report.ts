import type { Report, SiteReport } from './report';

/** The verdicts as a list: `source`, `confidence`, `evidence`, `cure` and `count`, and more. */
export function jsonReport({ groups }: Report): string {
  return JSON.stringify(groups.map(({ source, confidence, evidence, cure, count, what, link, settledBy, ...rest }) => ({
    source, confidence, evidence, cure, count, what, link, ...(settledBy !== undefined && { settledBy }), ...rest,
  })), null, 2);
}

/** The same form for templates: what the template says is certain, and each possibility counts once. */
export function jsonSiteReport(sites: readonly SiteReport[]): string {
  return JSON.stringify(sites.flatMap(({ distribution, template, possibilities }) => possibilities.map(
    ({ source, evidence, cure, link, ...rest }) => ({
      source, confidence: 'certain', evidence, cure, count: 1, link, distribution, template, ...rest,
    }))), null, 2);
}
