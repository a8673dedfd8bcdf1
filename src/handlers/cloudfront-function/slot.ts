// The runner of a CloudFront Function that consists of files of the user. Written in the 2.0 dialect and only minified,
// not transpiled: no spread, destructuring, default parameters, `?.`, classes or for-of. No async functions, so that a
// function without promises is synchronous.

interface EdgeFunctionStep {
  name: string;
  /** True if a failure refuses the request. Not the opposite flag: `Object.prototype` could set it and open a guard. */
  refuse?: boolean;
  /** Evaluates the file and returns its handler. */
  load: () => (event: any) => any;
}

/**
 * Runs the steps. Each file gets its own copy of the event, and only results that CloudFront accepts are used; a
 * response to a request ends the run. A file that fails is logged as one line of JSON; then a viewer-request is refused
 * with 503 (if the step says so), and a viewer-response continues as it was. Without promises, the result is no
 * promise.
 */
export function runEdgeSteps(steps: EdgeFunctionStep[], event: any): any {
  const part = event.context.eventType === 'viewer-response' ? 'response' : 'request', frame = JSON.stringify(event);
  function run(i: number, message: string): any {
    if (i === steps.length) return JSON.parse(message);
    function failed(error: any) {
      const refused = part === 'request' && steps[i].refuse === true;
      logEdgeFailure(steps[i].name, event.context, refused, error);
      if (!refused) return run(i + 1, message);
      return {
        statusCode: 503,
        statusDescription: 'Service Unavailable',
        headers: { 'cache-control': { value: 'no-store' } },
      };
    }
    let given: any, returned: any, later: any;
    function done(value: any) {
      let result: any;
      try {
        // Changes of the event count even if nothing is returned.
        result = checkedEdgeResult(
          part, message, JSON.stringify(value === undefined || value === null ? given[part] : value));
      } catch (error) {
        return failed(error);
      }
      return result.statusCode && part === 'request' ? result : run(i + 1, JSON.stringify(result));
    }
    try {
      given = edgeEvent(event, frame, part, message);
      returned = steps[i].load()(given);
      later = returned && typeof returned.then === 'function';
    } catch (error) {
      return failed(error);
    }
    return later ? returned.then(done, failed) : done(returned);
  }
  return run(0, JSON.stringify(event[part]));
}

/** A copy of the event, with the message as changed by earlier steps. */
function edgeEvent(event: any, frame: string, part: string, message: string) {
  const copy = JSON.parse(frame);
  copy[part] = JSON.parse(message);
  if (event.request.rawQueryString) {
    const text = JSON.stringify(copy.request.querystring);
    copy.request.rawQueryString = function () {
      const unchanged = text === JSON.stringify(event.request.querystring);
      return unchanged ? event.request.rawQueryString() : edgeQuery(JSON.parse(text));
    };
  }
  return copy;
}

/** The text of a query that an earlier step has changed. */
function edgeQuery(query: any): string {
  return typeof query === 'string' ? query : Object.keys(query).map((name) => (
    (query[name].multiValue || [query[name]]).map((item: any) => name + (item.value && '=' + item.value)).join('&')
  )).join('&');
}

function logEdgeFailure(step: string, context: any, refused: boolean, error: any) {
  let message = 'something without a text was thrown';
  try { message = String(error).slice(0, 1000); } catch (e) { /* anything can be thrown */ }
  const line = {
    level: 'ERROR',
    code: 'EDGE_STEP_FAILED',
    step: step,
    event: context.eventType,
    requestId: context.requestId,
  };
  try {
    console.log(JSON.stringify(Object.assign(line, { refused: refused || undefined, message: message })));
  } catch (e) {
    /* replaced */
  }
}

/** The result as data. Throws if CloudFront would respond to it with 502. */
function checkedEdgeResult(part: string, message: string, text: string) {
  function must(valid: any, what: string) { if (!valid) throw new Error('the handler returned an invalid ' + what); }
  function isMap(value: any) { return value && typeof value === 'object' && !Array.isArray(value); }
  function isText(value: any) { return typeof value === 'string' && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value); }
  const result = JSON.parse(text || 'null');
  must(isMap(result), part);
  const request = part === 'request' && result.statusCode === undefined;
  // A generated response has no previous headers.
  const before = request || part === 'response' ? JSON.parse(message) : {};

  /** Checks headers, cookies or parameters; repeated ones have `multiValue`. */
  function checkValues(what: string, name: RegExp) {
    const all = result[what] || {}, had = before[what] || {};
    must(isMap(all), what);
    Object.keys(all).forEach(function (key) {
      const item = all[key], place = what + ': ' + key;
      must(name.test(key) && isMap(item), place);
      const several = item.multiValue;
      must(!several || Array.isArray(several), place);
      const single = !several || item.value !== undefined || had[key];
      (several || []).concat(single ? [item] : []).forEach(function (v: any) {
        must(isMap(v) && isText(v.value) && (v.attributes === undefined || isText(v.attributes)), place);
      });
    });
  }
  function header(from: any, name: string) {
    const item = (from.headers || {})[name];
    return item && JSON.stringify((item.multiValue || [item]).map(function (v: any) { return v.value; }));
  }
  checkValues('headers', /^[!#$%&'*+\-.^_`|~0-9a-z]+$/);
  checkValues('cookies', /^[^\x00-\x1f\x7f]*$/);
  const readOnly = part === 'response' ? /^(warning|via)$/ : /^(cdn-loop|content-length|host|transfer-encoding|via)$/;
  Object.keys(before.headers || {}).concat(Object.keys(result.headers || {})).forEach(function (name) {
    // The headers of core/facts/edge-headers.ts, in a form that takes less of the 10 KB.
    must(
      header(before, name) === header(result, name)
        || !(
          readOnly.test(name)
          || /^(connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade|client-cert(-chain)?)$/.test(
            name,
          )
          || /^x-(accel-(buffering|charset|limit-rate|redirect)|cache|forwarded-proto|real-ip|amz-cf-.*|edge-.*)$/.test(
            name,
          )
          || /^x-amzn-(auth|cf-(billing|id|xff)|errortype|fle-profile|header-(count|order)|lambda-integration-tag|requestid)$/.test(
            name,
          )
          || name === 'cloudfront-viewer-cert-pem'
        ),
      'headers: ' + name + ' belongs to CloudFront',
    );
  });
  if (request) {
    must(isText(result.uri) && /^\/[^\t]*$/.test(result.uri) && result.uri.length < 8192, 'uri');
    if (typeof result.querystring === 'string') must(!/[\s#\x00-\x1f\x7f]/.test(result.querystring), 'querystring');
    else checkValues('querystring', /^[^\x00-\x1f\x7f]*$/);
    result.method = before.method; // read-only
    return result;
  }
  const status = result.statusCode, body = result.body;
  must(Number.isInteger(status) && status >= 200 && status <= 599, 'statusCode');
  if (!isText(result.statusDescription)) delete result.statusDescription;
  if (body === undefined || body === null || typeof body === 'string') return result;
  must(isMap(body) && typeof body.data === 'string', 'body');
  must(body.encoding !== 'base64' || (body.data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body.data)), 'body');
  return result;
}
