/** Where the code of an existing function runs, in the one function that CloudFront allows on an event. */
export enum ExistingFunctionOrder {
  /**
   * After the steps of this library: it sees requests that are not redirected. Right for code that rewrites paths, such
   * as `/docs/` to `/docs/index.html`, because redirects are for the URLs that viewers request.
   */
  AFTER = 'after',

  /**
   * Before the steps of this library: they see the request or response that it returns. Right for a guard, which also
   * protects the redirects then.
   */
  BEFORE = 'before',
}
