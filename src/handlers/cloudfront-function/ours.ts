// Runs redirects or pretty URLs beside other code: their results need no check. Written in the 2.0 dialect, like
// `slot.ts`.

declare const edgeFault: typeof import('./tools').edgeFault;
declare const edgeQuery: typeof import('./tools').edgeQuery;

/** Returns what runs the step. If it fails, one line of JSON is logged, and the request continues. */
export function runEdgeOurs(
  name: string, load: () => (event: any, sent?: any) => any,
): (event: any, sent?: any) => any {
  let handler: any;
  return function (event, sent) {
    const request = event.request, query = request.querystring;
    try {
      const result = (handler = handler || load())(event, sent), now = request.querystring;
      // It has changed the query of the request itself: the next step reads it as it is now.
      return now === query || result !== request ? result
        : Object.assign({}, request, { rawQueryString: () => edgeQuery(now) });
    } catch (error) {
      edgeFault(name, event.context, false, error);
      return request;
    }
  };
}
