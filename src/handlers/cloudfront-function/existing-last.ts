// Runs the code of an existing CloudFront Function behind our steps. Written in the 2.0 dialect, like `slot.ts`.

declare const edgeWithQuery: typeof import('./existing-query').edgeWithQuery;
declare const ON_EVENT: import('../../core/slots/parts').FunctionKind['ON_EVENT'];
declare const WITH_PROMISES: boolean;

/** What their code returns goes to CloudFront as it is. What CloudFront sent is passed on to `own`. */
export function edgeThenExisting(
  own: (event: any, sent?: any) => any, theirs: (event: any) => any,
): (event: any, sent?: any) => any {
  function then(event: any, message: any): any {
    if (ON_EVENT ? ON_EVENT === 'response' : event.response) event.response = message;
    else if (message.statusCode !== undefined) return message;
    else event.request = typeof message.querystring === 'string' ? edgeWithQuery(message, 0) : message;
    return theirs(event);
  }
  return function (event, sent) {
    const request = event.request, message = own(event, sent);
    // Nearly always ours have nothing to say.
    return message === request ? theirs(event)
      : WITH_PROMISES && typeof message.then === 'function' ? message.then((value: any) => then(event, value))
        : then(event, message);
  };
}
