// Runs the code of an existing CloudFront Function beside our steps, whichever runner they have. Written in the 2.0
// dialect, like `slot.ts`.

interface EdgeExisting {
  name: string;
  /** Evaluates the code and returns its handler. */
  load: () => (event: any) => any;
  /** Whether it runs before our steps. */
  first: boolean;
}

/**
 * Returns a handler that runs the existing function and `own`. The existing function gets the event itself, and what it
 * returns last goes to CloudFront as it is. If it throws, a request is refused with 503, and a response continues as it
 * was. Without promises, the handler is synchronous.
 *
 * @param own Also gets path and query as CloudFront sent them.
 */
export function joinEdgeExisting(
  existing: EdgeExisting, own: (event: any, sent: readonly (string | undefined)[]) => any,
): (event: any) => any {
  let theirs: (event: any) => any;
  try {
    theirs = existing.load();
  } catch (error) {
    theirs = function () { throw error; };
  }
  // Inside, because minified names of the parts are in one scope.
  function isPromise(value: any) {
    return value && typeof value.then === 'function';
  }

  function logFault(step: string, context: any, refused: boolean, error: any) {
    let message = 'something without a text was thrown';
    try { message = String(error).slice(0, 1000); } catch (e) { /* anything can be thrown */ }
    console.log(JSON.stringify({
      level: 'ERROR',
      code: 'EDGE_STEP_FAILED',
      step: step,
      event: context.eventType,
      requestId: context.requestId,
      refused: refused || undefined,
      message: message,
    }));
  }

  /** A query as CloudFront gives it to functions. A step may have set it as a text. */
  function parsedQuery(query: any) {
    if (typeof query !== 'string') return query;
    const parsed: any = {};
    query.split('&').forEach(function (pair) {
      const end = (pair + '=').indexOf('='), name = pair.slice(0, end), item = { value: pair.slice(end + 1) };
      if (!Object.prototype.hasOwnProperty.call(parsed, name)) parsed[name] = item;
      else (parsed[name].multiValue = parsed[name].multiValue || [{ value: parsed[name].value }]).push(item);
    });
    delete parsed[''];
    return parsed;
  }

  function queryText(query: any): string {
    return Object.keys(query).map(function (name) {
      return (query[name].multiValue || [query[name]]).map(function (item: any) {
        return name + (item.value && '=' + item.value);
      }).join('&');
    }).join('&');
  }

  return function (event) {
    const context = event.context, request = event.request, raw = request.rawQueryString;
    const part = context.eventType === 'viewer-response' ? 'response' : 'request';
    const query = part === 'request' && raw && JSON.stringify(request.querystring);
    const sent = [request.uri, raw && request.rawQueryString()];

    function isAnswer(message: any) { return part === 'request' && message.statusCode !== undefined; }

    /** The message for what runs second: it sees the query as changed by what ran first. */
    function forSecond(message: any) {
      if (!query || message.querystring === undefined) return message;
      const copy = Object.assign({}, message, { querystring: parsedQuery(message.querystring) });
      const changed = JSON.stringify(copy.querystring) !== query;
      copy.rawQueryString = function () { return changed ? queryText(copy.querystring) : raw.call(request); };
      return copy;
    }

    function callTheirs(next: (result: any) => any) {
      const before = part === 'response' && JSON.stringify(event.response);
      function failed(error: any) {
        logFault(existing.name, context, part === 'request', error);
        if (before) return next(JSON.parse(before));
        return {
          statusCode: 503,
          statusDescription: 'Service Unavailable',
          headers: { 'cache-control': { value: 'no-store' } },
        };
      }
      let result: any, later: any;
      try {
        result = theirs(event);
        later = isPromise(result);
      } catch (error) {
        return failed(error);
      }
      return later ? result.then(next, failed) : next(result);
    }

    if (existing.first) {
      return callTheirs(function (result) {
        // What CloudFront does not accept must not reach our steps: they could make it a good answer.
        if (!result || typeof result !== 'object' || isAnswer(result)) return result;
        const after = {
          version: event.version, context: context, viewer: event.viewer, request: request, response: event.response,
        };
        after[part] = forSecond(result);
        return own(after, sent);
      });
    }
    function thenTheirs(message: any) {
      if (isAnswer(message)) return message;
      event[part] = forSecond(message);
      return callTheirs(function (result) { return result; });
    }
    const message = own(event, sent);
    return isPromise(message) ? message.then(thenTheirs) : thenTheirs(message);
  };
}
