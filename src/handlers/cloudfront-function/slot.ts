// The runner of a CloudFront Function that consists of files of the user. Written in the 2.0 dialect and only minified,
// not transpiled: no spread, destructuring, default parameters, `?.`, classes or for-of. No async functions, so that a
// function without promises is synchronous. Text of JSON and regular expressions are slow in njs: only what a file has
// changed is checked, and nothing is copied for a single file.

declare const edgeFault: typeof import('./tools').edgeFault;
declare const edgeQuery: typeof import('./tools').edgeQuery;

interface EdgeFunctionStep {
  name: string;
  /** True if a failure refuses the request. Not the opposite flag: `Object.prototype` could set it and open a guard. */
  refuse?: boolean;
  /** True for a step of this library that also gets what CloudFront sent. */
  sent?: boolean;
  /** Evaluates the file and returns its handler. */
  load: () => (event: any, sent?: any) => any;
}

/**
 * Returns what runs the steps. Only results that CloudFront accepts are used; a response to a request ends the run. A
 * file that fails is logged as one line of JSON; then a viewer-request is refused with 503 (if the step says so), and a
 * viewer-response continues as it was. Without promises, the result is a value.
 */
export function runEdgeSteps(steps: EdgeFunctionStep[]): (event: any, sent?: any) => any {
  const handlers: any[] = [];

  function run(i: number, event: any, sent: any): any {
    const step = steps[i], part = event.response ? 'response' : 'request', given = event[part];
    let message = given, after = event;
    // Several files must not see what others do to their event.
    if (steps[1]) {
      after = JSON.parse(JSON.stringify(event));
      message = after[part];
      if (given.rawQueryString) message.rawQueryString = function () { return given.rawQueryString(); };
    }
    const state = stateOf(message);
    const frame: any = {
      version: event.version, context: event.context, viewer: event.viewer, request: event.request,
    };

    function next(result: any): any {
      frame[part] = result;
      return i + 1 < steps.length ? run(i + 1, frame, sent) : result;
    }
    function failed(error: any) {
      const refused = part === 'request' && step.refuse === true;
      const refusal = edgeFault(step.name, frame.context, refused, error);
      return refused ? refusal : next(restored(state));
    }
    function done(returned: any) {
      let result: any;
      try {
        // Changes of the event count even if nothing is returned.
        result = checked(part, state, returned === undefined || returned === null ? after[part] : returned);
      } catch (error) {
        return failed(error);
      }
      return part === 'request' && result.statusCode !== undefined ? result : next(result);
    }
    let returned: any, later: any;
    try {
      const handler = handlers[i] || (handlers[i] = step.load());
      returned = step.sent === true ? handler(after, sent) : handler(after);
      later = returned && typeof returned.then === 'function';
    } catch (error) {
      return failed(error);
    }
    return later ? returned.then(done, failed) : done(returned);
  }

  const MAPS = ['headers', 'cookies', 'querystring'];

  /** What is needed to tell what a file changes, and to undo it: the fields, and each map as a list. */
  function stateOf(message: any): any {
    return {
      message: message,
      fields: Object.assign({}, message),
      lists: [flat(message.headers), flat(message.cookies), flat(message.querystring)],
    };
  }

  /** Name, value, text of further values, and attributes of each item of headers, cookies or a query. */
  function flat(map: any) {
    const list: any[] = [], names = isMap(map) ? Object.keys(map) : [];
    for (let i = 0; i < names.length; i++) {
      const item = map[names[i]], several = item.multiValue;
      list.push(names[i], item.value, several && JSON.stringify(several), item.attributes);
    }
    return list;
  }

  /** The names of items that differ; also those that are gone. */
  function changes(map: any, list: any[]) {
    const names = Object.keys(map), changed: string[] = [];
    let at = 0;
    for (let i = 0; i < names.length; i++) {
      const name = names[i], item = map[name];
      if (item === undefined) continue;
      const several = item.multiValue;
      if (list[at] === name && list[at + 1] === item.value && list[at + 3] === item.attributes
        && list[at + 2] === (several && JSON.stringify(several))) at += 4;
      else changed.push(name);
    }
    for (; at < list.length; at += 4) if (changed.indexOf(list[at]) < 0) changed.push(list[at]);
    return changed;
  }

  function unflat(list: any[]) {
    const map: any = {};
    for (let at = 0; at < list.length; at += 4) {
      map[list[at]] = JSON.parse(JSON.stringify({ value: list[at + 1], attributes: list[at + 3] }));
      if (list[at + 2]) map[list[at]].multiValue = JSON.parse(list[at + 2]);
    }
    return map;
  }

  function restored(state: any) {
    const message = Object.assign({}, state.fields);
    MAPS.forEach(function (what, i) { if (isMap(message[what])) message[what] = unflat(state.lists[i]); });
    return message;
  }

  function must(valid: any, what: string) { if (!valid) throw new Error('the handler returned an invalid ' + what); }
  function isMap(value: any) { return value && typeof value === 'object' && !Array.isArray(value); }
  function isText(value: any) { return typeof value === 'string' && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value); }
  function texts(item: any) {
    return item && JSON.stringify((item.multiValue || [item]).map(function (v: any) { return v.value; }));
  }

  /** Checks what was changed in a map; repeated items have `multiValue`. Returns the names. */
  function checkMap(result: any, i: number, list: any[], part: string) {
    const what = MAPS[i], map = result[what] || {};
    must(isMap(map), what);
    const changed = changes(map, list), had = changed[0] === undefined ? {} : unflat(list);
    changed.forEach(function (name) {
      const item = map[name], place = what + ': ' + name, several = item && item.multiValue;
      // The headers of core/facts/edge-headers.ts, in a form that takes less of the 10 KB.
      must(
        i > 0 || texts(had[name]) === texts(item)
          || !(
            (part === 'response' ? /^(warning|via)$/ : /^(cdn-loop|content-length|host|transfer-encoding|via)$/).test(name)
            || /^(connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade|client-cert(-chain)?|cloudfront-viewer-cert-pem)$/.test(name)
            || /^x-(accel-(buffering|charset|limit-rate|redirect)|cache|forwarded-proto|real-ip|amz-cf-.*|edge-.*)$/.test(name)
            || /^x-amzn-(auth|cf-(billing|id|xff)|errortype|fle-profile|header-(count|order)|lambda-integration-tag|requestid)$/.test(name)
          ),
        place + ' belongs to CloudFront',
      );
      if (item === undefined) return;
      must((i ? /^[^\x00-\x1f\x7f]*$/ : /^[!#$%&'*+\-.^_`|~0-9a-z]+$/).test(name) && isMap(item), place);
      must(!several || Array.isArray(several), place);
      const single = !several || item.value !== undefined || had[name];
      (several || []).concat(single ? [item] : []).forEach(function (v: any) {
        must(isMap(v) && isText(v.value) && (v.attributes === undefined || isText(v.attributes)), place);
      });
    });
    return changed;
  }

  /** The result. Throws if CloudFront would respond to it with 502. */
  function checked(part: string, state: any, returned: any) {
    const message = state.message, fields = state.fields;
    // Another object can have anything in it, and becomes data.
    let result = returned === message ? returned : JSON.parse(JSON.stringify(returned) || 'null');
    must(isMap(result), part);
    const request = part === 'request' && result.statusCode === undefined;
    // A generated response has no previous headers.
    const lists = request || part === 'response' ? state.lists : [[], []];
    checkMap(result, 0, lists[0], part);
    checkMap(result, 1, lists[1], part);
    if (request) {
      const uri = result.uri, query = result.querystring;
      must(uri === fields.uri || (isText(uri) && /^\/[^\t]*$/.test(uri) && uri.length < 8192), 'uri');
      const same = typeof query === 'string' ? query === fields.querystring
        : !checkMap(result, 2, lists[2], part).length && typeof fields.querystring !== 'string';
      must(same || typeof query !== 'string' || !/[\s#\x00-\x1f\x7f]/.test(query), 'querystring');
      if (result !== message || !same) {
        result = Object.assign({}, result);
        // The next step reads the query as it is now.
        if (fields.rawQueryString && query !== undefined) {
          result.rawQueryString = function () { return same ? fields.rawQueryString.call(message) : edgeQuery(query); };
        }
      }
      if (result.method !== fields.method) result.method = fields.method; // read-only
      return result;
    }
    const status = result.statusCode, body = result.body;
    must(Number.isInteger(status) && status >= 200 && status <= 599, 'statusCode');
    if (result.statusDescription !== fields.statusDescription && !isText(result.statusDescription)) {
      delete result.statusDescription;
    }
    if (body === undefined || body === null || typeof body === 'string') return result;
    must(isMap(body) && typeof body.data === 'string', 'body');
    must(body.encoding !== 'base64' || (body.data.length % 4 === 0 && /^[A-Za-z0-9+/]*={0,2}$/.test(body.data)), 'body');
    return result;
  }

  return function (event, sent) { return run(0, event, sent); };
}
