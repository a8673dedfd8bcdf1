// Runs the code of an existing CloudFront Function beside our steps, whichever runner they have. Written in the 2.0
// dialect, like `slot.ts`. Every function is made once and not for each event: in njs, making one costs as much as a
// call of one, and promises, which need them, are rare.

declare const edgeFault: typeof import('./tools').edgeFault;
declare const edgeQuery: typeof import('./tools').edgeQuery;

interface EdgeExisting {
  name: string;
  /** Evaluates the code and returns its handler. */
  load: () => (event: any) => any;
  /** Whether it runs before our steps. */
  first: boolean;
  /** Whether the code may change the items of headers and cookies, instead of replacing them. */
  deep: boolean;
  /** Whether the code names the query, and may change it in place. */
  query: boolean;
}

/**
 * Returns a handler that runs the existing function and `own`. The existing function gets the event itself, and what it
 * returns last goes to CloudFront as it is. If it throws, a request is refused with 503, and a response continues as it
 * was. Without promises, the handler is synchronous. What CloudFront sent is passed on to `own`.
 */
export function joinEdgeExisting(
  existing: EdgeExisting, own: (event: any, sent?: any) => any,
): (event: any, sent?: any) => any {
  let theirs: (event: any) => any;
  try {
    theirs = existing.load();
  } catch (error) {
    theirs = function () { throw error; };
  }

  // Inside, because minified names of the parts are in one scope.
  /** What a message needs to be as it was. */
  function saved(response: any) {
    return existing.deep ? JSON.stringify(response) : [
      response.statusCode, response.statusDescription, Object.entries(response.headers),
      response.cookies && Object.entries(response.cookies),
    ];
  }

  function restored(before: any) {
    if (typeof before === 'string') return JSON.parse(before);
    function map(entries: any) {
      const all: any = {};
      entries.forEach(function (entry: any) { all[entry[0]] = entry[1]; });
      return all;
    }
    return {
      statusCode: before[0],
      statusDescription: before[1],
      headers: map(before[2]),
      cookies: before[3] && map(before[3]),
    };
  }

  function failed(context: any, before: any, error: any) {
    const refusal = edgeFault(existing.name, context, !before, error);
    return before ? restored(before) : refusal;
  }

  function callTheirs(event: any) {
    const context = event.context, before = event.response && saved(event.response);
    let result: any, later: any;
    try {
      result = theirs(event);
      later = result && typeof result.then === 'function';
    } catch (error) {
      return failed(context, before, error);
    }
    return later ? result.then(null, function (error: any) { return failed(context, before, error); }) : result;
  }

  /**
   * The request for what runs second, which sees the query as changed by what ran first. `asSent` is the method of the
   * event, if the query is still the same.
   */
  function withQuery(message: any, asSent: any) {
    const given = message.querystring;
    let query = given;
    if (typeof given === 'string') {
      query = {};
      given.split('&').forEach(function (pair) {
        const end = (pair + '=').indexOf('='), name = pair.slice(0, end), item = { value: pair.slice(end + 1) };
        if (!Object.prototype.hasOwnProperty.call(query, name)) query[name] = item;
        else (query[name].multiValue = query[name].multiValue || [{ value: query[name].value }]).push(item);
      });
      delete query[''];
    }
    return Object.assign({}, message, {
      querystring: query, rawQueryString: asSent || function () { return edgeQuery(query); },
    });
  }

  /** Their code behind ours. `query` is that of the event. */
  function thenTheirs(event: any, query: any, message: any) {
    if (event.response) {
      event.response = message;
    } else {
      if (message.statusCode !== undefined) return message;
      const request = event.request, now = message.querystring;
      // Rules write a changed query into the request itself; that of a file has its text already.
      const changed = typeof now === 'string' || (message === request && now !== query);
      event.request = changed ? withQuery(message, 0) : message;
    }
    return callTheirs(event);
  }

  /** Our steps behind their code. `text` is the query of the event, if their code may change it in place. */
  function thenOwn(event: any, query: any, text: any, sent: any, result: any) {
    // What CloudFront does not accept must not reach our steps: they could make it a good answer.
    if (!result || typeof result !== 'object') return result;
    if (event.response) {
      event.response = result;
    } else {
      const request = event.request, raw = request.rawQueryString, now = result.querystring;
      if (result.statusCode !== undefined) return result;
      const same = text ? JSON.stringify(now) === text : now === query || JSON.stringify(now) === JSON.stringify(query);
      event.request = !raw || now === undefined || (same && result === request) ? result
        : withQuery(result, same && function () { return raw.call(request); });
    }
    return own(event, sent);
  }

  return existing.first ? function (event, sent) {
    const request = event.request, query = request.querystring;
    const text = existing.query && !event.response && request.rawQueryString && JSON.stringify(query);
    // Their code may take the event apart.
    const after = {
      version: event.version, context: event.context, viewer: event.viewer, request: request, response: event.response,
    };
    const result = callTheirs(event);
    return result && typeof result.then === 'function'
      ? result.then(function (value: any) { return thenOwn(after, query, text, sent, value); })
      : thenOwn(after, query, text, sent, result);
  } : function (event, sent) {
    const request = event.request, query = request.querystring, message = own(event, sent);
    // Nearly always ours have nothing to say.
    if (message === request && request.querystring === query) return callTheirs(event);
    return typeof message.then === 'function'
      ? message.then(function (value: any) { return thenTheirs(event, query, value); })
      : thenTheirs(event, query, message);
  };
}
