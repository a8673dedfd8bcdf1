import { instanceOf, required, Struct } from '../../core/problem/kinds';
import { ErrorPage } from '../error-pages/error-page';
import { ErrorStatuses } from '../error-pages/error-statuses';

/** A page for requests that a rule of an `EdgeRedirector` answers with an error. */
export interface RedirectErrorPage {
  /**
   * The statuses of the rules: 404, 410, 451 or 503 (`EDGE_REDIRECT_PAGE_STATUS`). `ErrorStatuses.allErrors()` is all
   * of them, so that one page with `{status}` and `{reason}` is enough.
   *
   * If several pages have a status, one that lists it takes precedence over one with a range, and of equals the first.
   */
  readonly statuses: ErrorStatuses;

  /**
   * What the viewer gets.
   *
   * A page may have 32 KB on `VIEWER_REQUEST`, 960 KB on the other events, and as much of the 10,240 bytes of a
   * CloudFront Function as the rules leave (`EDGE_REDIRECT_PAGE_SIZE`). `ErrorPage.fromBucket` needs Lambda@Edge
   * (`EDGE_REDIRECT_PAGE_HOST`).
   */
  readonly page: ErrorPage;
}

const MAKE_STATUSES = 'use one such as ErrorStatuses.codes(404, 410)';
const MAKE_PAGE = 'use one such as ErrorPage.fromFile("site/404.html")';

export const REDIRECT_ERROR_PAGE = new Struct<RedirectErrorPage>('RedirectErrorPage', {
  statuses: required(instanceOf(ErrorStatuses, MAKE_STATUSES), MAKE_STATUSES),
  page: required(instanceOf(ErrorPage, MAKE_PAGE), MAKE_PAGE),
});
