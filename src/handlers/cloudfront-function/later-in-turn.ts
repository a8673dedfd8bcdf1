// Several steps of which one is asynchronous: see `function-runner.ts`. Written in the 2.0 dialect, like `slot.ts`.

/** Each step changes the request in place, or answers it; rules read the query as the one before has changed it. */
export function edgeInTurn(runs: ((event: any, sent?: any) => any)[]): (event: any, sent?: any) => any {
  return async function (event, sent) {
    let message = event.request, given = message.querystring, now = event;
    for (let i = 0; i < runs.length && !message.statusCode; i++) {
      const query = message.querystring;
      if (query !== given) {
        given = query;
        now = Object.assign({}, event, {
          request: Object.assign({}, message, { rawQueryString: () => (typeof query === 'string' ? query : '') }),
        });
      }
      message = await runs[i](now, sent);
    }
    return message;
  };
}
