import { ErrorAction } from './error-action';
import { Navigation } from './error-navigation';
import type { OriginHeader } from './error-origin-header';
import type { ErrorPage } from './error-page';
import { ErrorStatuses } from './error-statuses';
import { oneOf, optional, Struct } from '../../core/problem/kinds';

/** One kind of error and what to do about it. All conditions have to hold. */
export interface ErrorRule {
  /** Which statuses of the origin the rule is for. */
  readonly statuses: ErrorStatuses;

  /** What the viewer gets instead. */
  readonly action: ErrorAction;

  /**
   * Methods of the request that failed, in capitals. GET without HEAD, or HEAD without GET, is a warning: they share a
   * cache entry.
   *
   * @default - GET and HEAD: a program expects the real status of a POST or a preflight
   */
  readonly methods?: string[];

  /**
   * Path patterns as behaviors have them, of which one has to fit: `*` is any text, `?` one character.
   *
   * @default - every path of the selected behaviors
   */
  readonly paths?: string[];

  /**
   * Only requests for a page, told apart in this way from those for data.
   *
   * @default - every request
   */
  readonly navigations?: Navigation;

  /**
   * What the headers of the origin's answer have to be like: with `OriginHeader.equalTo('server', 'awselb/2.0')` and
   * `ErrorAction.passThrough()`, what a load balancer's own firewall refuses stays its 403.
   *
   * @default - anything
   */
  readonly originHeaders?: OriginHeader[];
}

/** How the routes of a single-page application are told from its files. */
export interface SinglePageAppOptions {
  /**
   * Which requests are for a route.
   *
   * @default Navigation.BY_PATH
   */
  readonly navigations?: Navigation;
}

/**
 * Rules that many sites need.
 *
 * @example
 * new EdgeErrorMasker(this, 'App', {
 *   distribution,
 *   rules: [ErrorRules.singlePageApp(ErrorPage.fromBucket(bucket, 'index.html'))],
 * });
 */
export class ErrorRules {
  /**
   * Serves a single-page application from S3: where a bucket has no object for a route (it says 403, or 404 to those
   * who may list it), the viewer gets the application's page with status 200.
   *
   * Missing scripts and pictures keep their error, so that a browser does not take HTML for them; so does what is below
   * `/.well-known/`, where programs look for files by their names.
   *
   * @param page The application's `index.html`, from a file or from its bucket.
   */
  public static singlePageApp(page: ErrorPage, options: SinglePageAppOptions = {}): ErrorRule {
    const { sound, problems } = OPTIONS.read(options);
    return {
      statuses: ErrorStatuses.codes(403, 404),
      navigations: sound.navigations ?? Navigation.BY_PATH,
      action: ErrorAction.respond({ page, statusCode: 200 })._with(problems),
    };
  }

  private constructor() {}
}

const OPTIONS = new Struct<SinglePageAppOptions>('SinglePageAppOptions', {
  navigations: optional(oneOf('Navigation', Navigation)),
});
