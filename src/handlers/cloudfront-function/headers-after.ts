// Adds security headers to the responses that other steps give to requests: CloudFront runs no function on
// viewer-response for them. Written in the 2.0 dialect, like `slot.ts`.

declare const edgeHeaders: typeof import('./headers').edgeHeaders;

/** Runs steps, and the one of security headers after them. */
export function edgeHeadersAfter(
  run: (event: any, sent?: any) => any, config: Parameters<typeof edgeHeaders>[0],
): (event: any, sent?: any) => any {
  const finish = edgeHeaders(config);
  return function (event, sent) {
    const request = event.request;
    function done(result: any) {
      return result.statusCode === undefined ? result
        : finish({ context: event.context, request: request, response: result });
    }
    const result = run(event, sent);
    return typeof result.then === 'function' ? result.then(done) : done(result);
  };
}
