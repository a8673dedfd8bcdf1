import { RedirectEventType } from './redirect-event-type';
import type { SiteFacts } from '../../attach/slots/site-facts';
import { isErrorPage } from '../../core/errors/error-pages';
import { warning, type Problem } from '../../core/problem';
import type { RedirectRule } from '../../core/redirects/rule/model';
import { samplePath } from '../../core/redirects/traits/sample';

/**
 * Pages that are never redirected on an event. Viewer functions do not run for CloudFront's own request for the page of
 * a custom error response, so that on viewer-request a rule may redirect `/app.html`.
 */
export function exemptPages(site: SiteFacts, event: RedirectEventType): string[] {
  const pages = [...site.errorPages(), ...(event === RedirectEventType.VIEWER_REQUEST ? [] : site.customErrorPages())];
  return [...new Set(pages)].sort();
}

/** Warns about rules that never apply, because their source is an error page. */
export function neverRedirected(rules: readonly RedirectRule[], errorPages: readonly string[]): Problem[] {
  if (errorPages.length === 0) return [];
  const idle = rules.filter(
    (rule) => rule.status >= 300 && rule.status < 400 && isErrorPage(errorPages, samplePath(rule)),
  );
  return idle.map((rule) => warning('EDGE_REDIRECT_ERROR_PAGE',
    `${JSON.stringify(rule.from)} is an error page of the distribution, which is never redirected: a missing page `
    + 'would cause a redirect loop; remove the rule, or name another page', rule));
}
