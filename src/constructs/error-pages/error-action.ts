import type { Duration } from 'aws-cdk-lib';
import type { LoadedAction } from './error-loaded';
import { ErrorPage } from './error-page';
import { isError, type Problem } from '../../core/problem';
import { flag, instanceOf, number, optional, required, Struct, text } from '../../core/problem/kinds';
import { duration, knownDuration } from '../known-duration';

/** Options of `ErrorAction.redirectTo`. */
export interface RedirectToOptions {
  /**
   * Status of the redirect: 301, 302, 303, 307 or 308.
   *
   * @default 302
   */
  readonly statusCode?: number;

  /**
   * Whether the query string of the request is appended to the location.
   *
   * The whole query string has to be in the cache key of the behavior (`EDGE_NOT_IN_CACHE_KEY`): otherwise all viewers
   * would get the query string of the first one.
   *
   * @default false
   */
  readonly keepQuery?: boolean;

  /**
   * How long CloudFront and browsers cache the redirect; `Duration.seconds(0)` sends `no-store`.
   *
   * @default - 10 seconds, but not at all if the origin's response has `private`, `no-store` or `no-cache`
   */
  readonly cacheTtl?: Duration;
}

/** Options of `ErrorAction.respond`. */
export interface RespondOptions {
  /** The page. */
  readonly page: ErrorPage;

  /**
   * Status of the response: 200, or an error from 400 to 599.
   *
   * @default - the origin's
   */
  readonly statusCode?: number;

  /**
   * How long CloudFront and browsers cache the response; `Duration.seconds(0)` sends `no-store`.
   *
   * CloudFront always caches errors for the error caching minimum TTL of the distribution, which is 10 seconds by
   * default.
   *
   * @default - 10 seconds, but not at all if the origin's response has `private`, `no-store` or `no-cache`
   */
  readonly cacheTtl?: Duration;
}

/** Options of `ErrorAction.maskStatus`. */
export interface MaskStatusOptions {
  /**
   * Whether the origin's body is kept, with its type, encoding and length. It may reveal what the new status masks.
   *
   * @default false
   */
  readonly keepBody?: boolean;

  /**
   * How long CloudFront and browsers cache the response; `Duration.seconds(0)` sends `no-store`.
   *
   * @default - 10 seconds, but not at all if the origin's response has `private`, `no-store` or `no-cache`
   */
  readonly cacheTtl?: Duration;
}

/**
 * What replaces an error of the origin.
 *
 * Of the origin's headers, only these are kept: those that CloudFront does not allow to change, `Retry-After` on a 413,
 * 429 or 503, the headers that a 401, 405, 415 or 416 requires if the status stays the same, and `keepHeaders`.
 *
 * @example
 * new EdgeErrorMasker(this, 'Errors', {
 *   distribution,
 *   rules: [
 *     { statuses: ErrorStatuses.codes(403), action: ErrorAction.maskStatus(404) },
 *     {
 *       statuses: ErrorStatuses.serverErrors(),
 *       action: ErrorAction.redirectTo('https://status.example.com/', { cacheTtl: Duration.minutes(1) }),
 *     },
 *   ],
 * });
 */
export class ErrorAction {
  /**
   * Redirects to a page, by default with status 302.
   *
   * The page itself is served with status 200, so search engines treat the missing URL as a "soft 404" and keep it. To
   * report that the URL does not exist, use `respond` with `statusCode: 404`.
   *
   * Error pages themselves are never redirected, whichever rule or construct names them, so that a missing page causes
   * no redirect loop: the viewer gets the origin's response.
   *
   * @param location Path of this site with a leading slash, or an absolute `https:` URL; without dot segments.
   */
  public static redirectTo(location: string, options: RedirectToOptions = {}): ErrorAction {
    const { sound, problems } = REDIRECT.read(options);
    const { statusCode: status = 302, keepQuery = false, cacheTtl } = sound;
    return ErrorAction.from([...text(location, 'location'), ...problems], cacheTtl, () => ({
      action: { kind: 'redirect', location, status, keepQuery, cacheTtlSec: seconds(cacheTtl) },
    }));
  }

  /**
   * Responds with your own page, without another request.
   *
   * A page of more than 1 MB is an error (`EDGE_MASK_PAGE_SIZE`).
   */
  public static respond(options: RespondOptions): ErrorAction {
    const { sound: { page, statusCode: status, cacheTtl }, problems } = RESPOND.read(options);
    return ErrorAction.from(problems, cacheTtl, () => {
      const loaded = page!._load();
      return { action: { kind: 'respond', page: loaded.page, status, cacheTtlSec: seconds(cacheTtl) }, loaded };
    });
  }

  /**
   * Responds with another status, by default without a body.
   *
   * @param statusCode 200, 204, or an error from 400 to 599.
   */
  public static maskStatus(statusCode: number, options: MaskStatusOptions = {}): ErrorAction {
    const { sound: { keepBody = false, cacheTtl }, problems } = MASK_STATUS.read(options);
    return ErrorAction.from([...number(statusCode, 'statusCode'), ...problems], cacheTtl, () => ({
      action: { kind: 'status', status: statusCode, keepBody, cacheTtlSec: seconds(cacheTtl) },
    }));
  }

  /** Passes the origin's response through: an exception to later rules. */
  public static passThrough(): ErrorAction {
    return new ErrorAction(() => ({ action: { kind: 'pass' } }));
  }

  /** Creates an action. If an argument has the wrong type, it only reports the problems. */
  private static from(
    problems: readonly Problem[], cacheTtl: Duration | undefined, load: () => LoadedAction,
  ): ErrorAction {
    const all = [...problems, ...knownDuration(cacheTtl, 'cacheTtl')];
    const loaded = problems.some(isError) ? (): LoadedAction => ({ action: { kind: 'pass' } }) : load;
    return new ErrorAction(() => ({ ...loaded(), problems: all }));
  }

  private constructor(private readonly load: () => LoadedAction) {}

  /**
   * The same action, with further problems to report.
   *
   * @internal
   */
  public _with(problems: readonly Problem[]): ErrorAction {
    return new ErrorAction(() => {
      const loaded = this.load();
      return { ...loaded, problems: [...problems, ...loaded.problems ?? []] };
    });
  }

  /** @internal */
  public _load(): LoadedAction {
    return this.load();
  }
}

/**
 * `Cache-Control` needs whole seconds. A value that is only known at deploy time is reported elsewhere.
 */
function seconds(ttl?: Duration): number | undefined {
  return ttl === undefined || ttl.isUnresolved() ? undefined : Math.floor(ttl.toMilliseconds() / 1000);
}

const MAKE_PAGE = 'use one such as ErrorPage.fromFile("site/404.html")';
const REDIRECT = new Struct<RedirectToOptions>('RedirectToOptions', {
  statusCode: optional(number), keepQuery: optional(flag), cacheTtl: optional(duration),
});
const RESPOND = new Struct<RespondOptions>('RespondOptions', {
  page: required(instanceOf(ErrorPage, MAKE_PAGE), MAKE_PAGE),
  statusCode: optional(number),
  cacheTtl: optional(duration),
});
const MASK_STATUS = new Struct<MaskStatusOptions>('MaskStatusOptions', {
  keepBody: optional(flag), cacheTtl: optional(duration),
});
