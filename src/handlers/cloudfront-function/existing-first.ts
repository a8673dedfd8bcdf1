// Runs the code of an existing CloudFront Function before our steps. Written in the 2.0 dialect, like `slot.ts`.

declare const edgeWithQuery: typeof import('./existing-query').edgeWithQuery;
declare const ON_EVENT: import('../../core/slots/parts').FunctionKind['ON_EVENT'];
declare const WITH_PROMISES: boolean;

/**
 * What CloudFront sent is passed on to `own`.
 *
 * @param apart Whether their code may take the event apart.
 * @param named Whether their code names the query, and may change it in place.
 */
export function edgeFirstExisting(
  theirs: (event: any) => any, own: (event: any, sent?: any) => any, apart: boolean, named: boolean,
): (event: any, sent?: any) => any {
  /** `text` is the query of the event, if their code may change it in place. */
  function then(event: any, request: any, query: any, text: any, sent: any, result: any): any {
    // What CloudFront does not accept must not reach our steps: they could make it a good answer.
    if (!result || typeof result !== 'object') return result;
    if (ON_EVENT ? ON_EVENT === 'response' : event.response) {
      event.response = result;
    } else {
      const raw = request.rawQueryString, now = result.querystring;
      if (result.statusCode !== undefined) return result;
      const same = text ? JSON.stringify(now) === text : now === query || JSON.stringify(now) === JSON.stringify(query);
      event.request = !raw || now === undefined || (same && result === request) ? result
        : edgeWithQuery(result, same && (() => raw.call(request)));
    }
    return own(event, sent);
  }
  return function (event, sent) {
    const after = apart ? Object.assign({}, event) : event, request = event.request, query = request.querystring;
    const text = ON_EVENT !== 'response' && named && !event.response && request.rawQueryString
      && JSON.stringify(query);
    const result = theirs(event);
    return WITH_PROMISES && result && typeof result.then === 'function'
      ? result.then((value: any) => then(after, request, query, text, sent, value))
      : then(after, request, query, text, sent, result);
  };
}
