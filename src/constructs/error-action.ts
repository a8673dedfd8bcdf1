import type { RedirectAction } from '../core/errors/config';

/** What the viewer gets in place of an error of the origin. */
export class ErrorAction {
  /**
   * Sends the viewer to a page, with status 302.
   *
   * The query string of the request is dropped. The page itself is never redirected, so that a page which is missing, too, does not
   * send the browser round in circles. CloudFront keeps the redirect for 10 seconds, as it does with errors.
   *
   * @param location Path of this site with a leading slash, or an absolute `https:` URL.
   */
  public static redirectTo(location: string): ErrorAction {
    return new ErrorAction({ location, status: 302, cacheControl: 'max-age=10' });
  }

  /** @internal */
  public readonly _redirect: RedirectAction;

  private constructor(redirect: RedirectAction) {
    this._redirect = redirect;
  }
}
