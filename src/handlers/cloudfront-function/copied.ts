// Runs a file of the user that may change its event, among others of our steps: they must not see what it does. Written
// in the 2.0 dialect, like `slot.ts`.

/** Runs a file with a copy of its event. */
export function edgeCopied(run: (event: any, sent: any, given: any) => any): (event: any, sent?: any) => any {
  return function (event, sent) {
    const part = event.response ? 'response' : 'request', given = event[part], copy = JSON.parse(JSON.stringify(event));
    if (given.rawQueryString) copy[part].rawQueryString = () => given.rawQueryString();
    return run(copy, sent, given);
  };
}
