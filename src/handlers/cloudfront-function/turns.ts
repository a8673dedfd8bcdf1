// Runs several of our steps beside other code. Written in the 2.0 dialect, like `slot.ts`.

declare const ON_EVENT: import('../../core/slots/parts').FunctionKind['ON_EVENT'];
declare const WITH_PROMISES: boolean;

/** Each step gets the message of the one before. A response to a request ends the run. */
export function edgeTurns(runs: any[]): (event: any, sent?: any) => any {
  function from(i: number, event: any, sent: any): any {
    const result = runs[i](event, sent);
    return WITH_PROMISES && typeof result.then === 'function'
      ? result.then((value: any) => next(i, event, sent, value)) : next(i, event, sent, result);
  }
  function next(i: number, event: any, sent: any, result: any): any {
    const part = ON_EVENT || (event.response ? 'response' : 'request');
    if (i + 1 === runs.length || ((ON_EVENT || part) === 'request' && result.statusCode !== undefined)) return result;
    event[ON_EVENT || part] = result;
    return from(i + 1, event, sent);
  }
  return function (event, sent) { return from(0, event, sent); };
}
