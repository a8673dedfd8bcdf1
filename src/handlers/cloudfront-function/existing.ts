// Runs the code of an existing CloudFront Function. Written in the 2.0 dialect, like `slot.ts`. Every function is made
// once and not for each event: in njs, making one costs as much as a call of one, and promises, which need them, are
// rare.

declare const edgeFault: typeof import('./tools').edgeFault;
declare const ON_EVENT: import('../../core/slots/parts').FunctionKind['ON_EVENT'];
declare const WITH_PROMISES: boolean;

/**
 * Returns a handler that gets the event itself. If it throws, a request is refused with 503, and a response continues
 * as it was. Without promises, the handler is synchronous.
 *
 * @param load Evaluates the code and returns its handler.
 * @param save On response events, if the code changes objects: what it may change, and `restore` undoes that.
 */
export function runEdgeExisting(
  name: string, load: () => (event: any) => any, save?: (response: any) => any, restore?: (saved: any) => any,
): (event: any) => any {
  let theirs: (event: any) => any;
  try {
    theirs = load();
  } catch (error) {
    theirs = function () { throw error; };
  }

  function failed(context: any, before: any, error: any) {
    const onRequest = ON_EVENT ? ON_EVENT === 'request' : !before;
    const refusal = edgeFault(name, context, onRequest, error);
    return onRequest ? refusal : restore ? restore(before) : before;
  }

  return function (event) {
    const context = event.context, response = ON_EVENT !== 'request' && event.response;
    const before = ON_EVENT !== 'request' && response && save ? save(response) : response;
    try {
      const result = theirs(event);
      return WITH_PROMISES && result && typeof result.then === 'function'
        ? result.then(null, (error: any) => failed(context, before, error)) : result;
    } catch (error) {
      return failed(context, before, error);
    }
  };
}
