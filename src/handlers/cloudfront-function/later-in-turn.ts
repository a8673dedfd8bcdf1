// Several steps of which one is asynchronous: see `function-runner.ts`. Written in the 2.0 dialect, like `slot.ts`.

/** Each step changes the request in place, or answers it; rules read the query as the one before has changed it. */
export function edgeInTurn(runs: ((event: any, sent?: any) => any)[]): (event: any, sent?: any) => any {
  return async function (event, sent) {
    let message = event.request, given = message.querystring, now = event;
    for (let i = 0; i < runs.length && !message.statusCode; i++) {
      if (message.querystring !== given) {
        given = message.querystring;
        now = edgeChanged(event, message);
      }
      message = await runs[i](now, sent);
    }
    return message;
  };
}

/** The event with a query that is a text, or empty. */
function edgeChanged(event: any, message: any): any {
  const query = message.querystring;
  function rawQueryString() { return typeof query === 'string' ? query : ''; }
  return Object.assign({}, event, { request: Object.assign({}, message, { rawQueryString: rawQueryString }) });
}
