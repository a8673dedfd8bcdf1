// `ours.ts` for a step that reads a key value store, and is asynchronous for that. Written in the 2.0 dialect, like
// `slot.ts`.

declare const edgeFault: typeof import('./tools').edgeFault;
declare const edgeQuery: typeof import('./tools').edgeQuery;

/** Returns what runs the step. If it fails, one line of JSON is logged, and the request continues. */
export function runEdgeLater(
  name: string, load: () => (event: any, sent?: any) => any,
): (event: any, sent?: any) => any {
  return async function (event, sent) {
    const request = event.request, query = request.querystring;
    try {
      const result = await load()(event, sent);
      const now = request.querystring;
      return now === query || result !== request ? result
        : Object.assign({}, request, { rawQueryString: () => edgeQuery(now) });
    } catch (error) {
      edgeFault(name, event.context, false, error);
      return request;
    }
  };
}
