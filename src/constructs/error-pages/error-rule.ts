import { ErrorAction } from './error-action';
import { Navigation } from './error-navigation';
import type { OriginHeader } from './error-origin-header';
import type { ErrorPage } from './error-page';
import { ErrorStatuses } from './error-statuses';
import { oneOf, optional, Struct } from '../../core/problem/kinds';

/** A kind of error and what replaces it. The rule applies if all its conditions hold. */
export interface ErrorRule {
  /** The statuses of the origin to which the rule applies. */
  readonly statuses: ErrorStatuses;

  /** What the viewer gets instead. */
  readonly action: ErrorAction;

  /**
   * Methods of the request, in upper case. GET without HEAD, or HEAD without GET, is a warning
   * (`EDGE_MASK_METHOD_ALONE`): they share a cache entry.
   *
   * @default - GET and HEAD: programs expect the real status of a POST or a preflight
   */
  readonly methods?: string[];

  /**
   * Path patterns, of which one has to match, in the syntax of behaviors: `*` matches any text, `?` one character. The
   * default root object of the distribution is `/`.
   *
   * @default - every path of the selected behaviors
   */
  readonly paths?: string[];

  /**
   * Limits the rule to requests for a page, as opposed to data, and how these are distinguished.
   *
   * @default - every request
   */
  readonly navigations?: Navigation;

  /**
   * Conditions on headers of the origin's response: with `OriginHeader.equalTo('server', 'awselb/2.0')` and
   * `ErrorAction.passThrough()`, a 403 of the load balancer's own firewall is not masked.
   *
   * @default - none
   */
  readonly originHeaders?: OriginHeader[];
}

/** Options of `ErrorRules.singlePageApp`. */
export interface SinglePageAppOptions {
  /**
   * How requests for a route are distinguished from those for files.
   *
   * @default Navigation.BY_PATH
   */
  readonly navigations?: Navigation;
}

/**
 * Predefined rules.
 *
 * @example
 * new EdgeErrorMasker(this, 'App', {
 *   distribution,
 *   rules: [ErrorRules.singlePageApp(ErrorPage.fromBucket(bucket, 'index.html'))],
 * });
 */
export class ErrorRules {
  /**
   * Serves a single-page application from S3: if the bucket has no object for a route (403, or 404 if CloudFront may
   * list the bucket), the viewer gets the application's page with status 200.
   *
   * Missing scripts and images keep their error, so that a browser does not get HTML instead.
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
