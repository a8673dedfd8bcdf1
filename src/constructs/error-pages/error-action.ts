import type { Duration } from 'aws-cdk-lib';
import type { LoadedAction } from './error-loaded';
import { ErrorPage } from './error-page';
import { isError, type Problem } from '../../core/problem';
import { flag, instanceOf, number, optional, required, Struct, text } from '../../core/problem/kinds';
import { duration, knownDuration } from '../known-duration';

/** How viewers are sent to an error page. */
export interface RedirectToOptions {
  /**
   * Status of the redirect: 301, 302, 303, 307 or 308.
   *
   * @default 302
   */
  readonly statusCode?: number;

  /**
   * Whether the query string of the request is added to the location.
   *
   * The whole query string has to be in the cache key of the behavior, which is checked when the app is synthesized
   * (`EDGE_NOT_IN_CACHE_KEY`): one viewer's would otherwise be sent to all.
   *
   * @default false
   */
  readonly keepQuery?: boolean;

  /**
   * How long CloudFront and browsers keep the redirect; `Duration.seconds(0)` sends `no-store`.
   *
   * @default - 10 seconds, but not at all if the origin's answer says `private`, `no-store` or `no-cache`
   */
  readonly cacheTtl?: Duration;
}

/** What viewers get in place of an error. */
export interface RespondOptions {
  /** The page. */
  readonly page: ErrorPage;

  /**
   * Status of the answer: 200, or an error from 400 to 599.
   *
   * @default - the origin's
   */
  readonly statusCode?: number;

  /**
   * How long CloudFront and browsers keep the answer; `Duration.seconds(0)` sends `no-store`.
   *
   * CloudFront keeps errors for the error caching minimum of the distribution in any case, which is 10 seconds if it is
   * not set.
   *
   * @default - 10 seconds, but not at all if the origin's answer says `private`, `no-store` or `no-cache`
   */
  readonly cacheTtl?: Duration;
}

/** How a status is replaced. */
export interface MaskStatusOptions {
  /**
   * Whether the origin's body stays, with its type, encoding and length. It may tell what the new status hides.
   *
   * @default false
   */
  readonly keepBody?: boolean;

  /**
   * How long CloudFront and browsers keep the answer; `Duration.seconds(0)` sends `no-store`.
   *
   * @default - 10 seconds, but not at all if the origin's answer says `private`, `no-store` or `no-cache`
   */
  readonly cacheTtl?: Duration;
}

/**
 * What the viewer gets in place of an error of the origin.
 *
 * Nothing of the origin's answer survives but what CloudFront lets nobody touch, `Retry-After` on a 413, 429 or 503,
 * what a 401, 405, 415 or 416 that stays one has to say, and the headers of `keepHeaders`.
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
   * Sends the viewer to a page, with status 302 if not said otherwise.
   *
   * The page itself answers with 200, so that search engines keep the missing URL as a "soft 404"; `respond` with
   * `statusCode: 404` says that it is not there.
   *
   * The error pages themselves are never redirected, whichever rule or construct names them, so that a page which is
   * missing, too, makes no redirect loop: its viewer gets the origin's answer.
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
   * Answers with your own page, without another request.
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
   * Answers with another status, and without a body if not said otherwise.
   *
   * @param statusCode 200, 204, or an error from 400 to 599.
   */
  public static maskStatus(statusCode: number, options: MaskStatusOptions = {}): ErrorAction {
    const { sound: { keepBody = false, cacheTtl }, problems } = MASK_STATUS.read(options);
    return ErrorAction.from([...number(statusCode, 'statusCode'), ...problems], cacheTtl, () => ({
      action: { kind: 'status', status: statusCode, keepBody, cacheTtlSec: seconds(cacheTtl) },
    }));
  }

  /** Leaves the answer what it is: an exception to the rules after it. */
  public static passThrough(): ErrorAction {
    return new ErrorAction(() => ({ action: { kind: 'pass' } }));
  }

  /** An action, unless what it was made of is of another kind than it takes. */
  private static from(
    problems: readonly Problem[], cacheTtl: Duration | undefined, load: () => LoadedAction,
  ): ErrorAction {
    const all = [...problems, ...knownDuration(cacheTtl, 'cacheTtl')];
    const loaded = problems.some(isError) ? (): LoadedAction => ({ action: { kind: 'pass' } }) : load;
    return new ErrorAction(() => ({ ...loaded(), problems: all }));
  }

  private constructor(private readonly load: () => LoadedAction) {}

  /**
   * The same, with what is wrong with what it was made for.
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
 * `Cache-Control` counts in whole seconds. A value that is only known at deploy time has none, which is a problem of
 * its own.
 */
function seconds(ttl?: Duration): number | undefined {
  return ttl === undefined || ttl.isUnresolved() ? undefined : Math.floor(ttl.toMilliseconds() / 1000);
}

const MAKE_PAGE = 'use ErrorPage.fromFile("site/404.html"), say';
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
