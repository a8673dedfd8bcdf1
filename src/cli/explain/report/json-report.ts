import { FINDINGS_LINK, isWorth, sourceOf } from './finding';
import type { Report, SiteReport } from './report';

/** The verdicts as a list: `source`, `confidence`, `evidence`, `cure` and `count`, and more. */
export function jsonReport({ groups }: Report): string {
  return JSON.stringify(groups.map(({ source, confidence, evidence, cure, count, what, link, settledBy, ...rest }) => ({
    source, confidence, evidence, cure, count, what, link, ...(settledBy !== undefined && { settledBy }), ...rest,
  })), null, 2);
}

/**
 * The same form for templates: what the template says is certain, and each possibility counts once. Findings follow
 * the possibilities of their distribution, and have a `code`.
 */
export function jsonSiteReport(sites: readonly SiteReport[]): string {
  return JSON.stringify(sites.flatMap(({ distribution, template, possibilities, findings }) => [
    ...possibilities.map(({ source, evidence, cure, link, ...rest }) => ({
      source, confidence: 'certain', evidence, cure, count: 1, link, distribution, template, ...rest,
    })),
    ...findings.map((finding) => ({
      source: sourceOf(finding),
      confidence: isWorth(finding) ? 'certain' : 'cannot-tell',
      evidence: [`${finding.path} ${finding.message}`],
      cure: finding.cure,
      count: 1,
      link: FINDINGS_LINK,
      distribution,
      template,
      statuses: [],
      condition: `${finding.path} ${finding.message}`,
      code: finding.code,
      severity: finding.severity,
      property: finding.path,
      message: finding.message,
      isWarning: isWorth(finding),
    })),
  ]), null, 2);
}
