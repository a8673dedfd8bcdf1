// Pretty URLs depend on path and query as CloudFront sent them, before other steps and existing functions.

/** Runs steps with what was sent. */
export function edgeSent(run: (event: any, sent: any) => any): (event: any) => any {
  return function (event) {
    const request = event.request;
    return run(event, [request.uri, request.rawQueryString && request.rawQueryString()]);
  };
}
