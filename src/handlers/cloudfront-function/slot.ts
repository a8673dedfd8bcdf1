// Runs a file of the user in a CloudFront Function. Written in the 2.0 dialect and only minified, not transpiled: no
// spread, destructuring, default parameters, `?.`, classes or for-of. No async functions, so that a function without
// promises is synchronous. Text of JSON and regular expressions are slow in njs: only what a file has changed is
// checked, and nothing is copied for a file that only reads.

declare const edgeFault: typeof import('./tools').edgeFault;
declare const edgeQuery: typeof import('./tools').edgeQuery;
declare const edgeFixed: typeof import('./fixed-request').edgeFixed;
declare const ON_EVENT: import('../../core/slots/parts').FunctionKind['ON_EVENT'];
declare const WITH_PROMISES: boolean;

/**
 * Returns what runs the file. Its result is only used if CloudFront accepts it. A file that fails is logged as one line
 * of JSON; then a viewer-request is refused with 503 (if `refuse`), and a viewer-response continues as it was. Without
 * promises, the result is a value. `given` is the message that continues if `event` is a copy.
 *
 * Parameters instead of an object, since a file could set members of `Object.prototype`, and open a guard.
 *
 * @param load Evaluates the file and returns its handler.
 * @param changes Whether the file may change objects: if not, a message that it returns is as it was.
 * @param save What such a file may change, of which `restore` makes the message again. Not if it gets a copy.
 */
export function runEdgeFile(
  name: string, load: () => (event: any) => any, refuse: boolean, changes: boolean,
  save?: (message: any) => any, restore?: (saved: any) => any,
): (event: any, sent?: any, given?: any) => any {
  let handler: any;

  // With `edgeFixed`, the headers of core/facts/edge-headers.ts, in a form that takes less of the 10 KB.
  const FIXED = /^(connection|expect|keep-alive|proxy-(authenticate|authorization|connection)|trailer|upgrade|client-cert(-chain)?|cloudfront-viewer-cert-pem|x-(accel-(buffering|charset|limit-rate|redirect)|cache|forwarded-proto|real-ip|amz-cf-.*|edge-.*|amzn-(auth|cf-(billing|id|xff)|errortype|fle-profile|header-(count|order)|lambda-integration-tag|requestid)))$/;

  // Inside, because minified names of the parts are in one scope. Made once, since in njs that takes as long as a call.
  const isMap = (value: any) => value && typeof value === 'object' && !Array.isArray(value);
  const isText = (value: any) => typeof value === 'string' && !/[\x00-\x08\x0a-\x1f\x7f]/.test(value);
  const text = (value: any) => JSON.stringify(value);
  const texts = (item: any) => item && text((item.multiValue || [item]).map((v: any) => v.value));
  function must(valid: any, what: string) { if (!valid) throw new Error('the handler returned an invalid ' + what); }

  /** Checks what differs in a map; repeated items have `multiValue`. Returns whether nothing does. */
  function isSame(what: string, result: any, before: any) {
    const map = result[what] || {}, had = before[what] || {};
    must(isMap(map), what);
    return !Object.keys(map).concat(Object.keys(had).filter((key) => map[key] === undefined)).filter((key) => {
      const item = map[key], was = had[key], several = item && item.multiValue, place = what + ': ' + key;
      if (item === was || (item && was && item.value === was.value && item.attributes === was.attributes
        && text(several) === text(was.multiValue) && (several || item.value))) return false;
      const header = what === 'headers';
      must(!header || texts(was) === texts(item) || !(edgeFixed.test(key) || FIXED.test(key)),
        place + ' belongs to CloudFront');
      if (item !== undefined) {
        // Not `$`: in njs it is also before a line break at the end.
        must(!(header ? /[^!#$%&'*+\-.^_`|~0-9a-z]|^$/ : /[\x00-\x1f\x7f]/).test(key) && isMap(item)
          && (!several || Array.isArray(several)), place);
        (several || []).concat(!several || item.value !== undefined || was ? [item] : []).forEach((v: any) => {
          must(isMap(v) && isText(v.value) && (v.attributes === undefined || isText(v.attributes)), place);
        });
      }
      return true;
    })[0];
  }

  /** The result. Throws if CloudFront would respond to it with 502. */
  function checked(part: string, message: any, before: any, raw: any, returned: any) {
    const onRequest = (ON_EVENT || part) === 'request';
    // Another object can have anything in it, and becomes data.
    let result = returned === message ? returned : JSON.parse(text(returned) || 'null');
    must(isMap(result), ON_EVENT || part);
    const status = result.statusCode, continues = onRequest && status === undefined;
    // A generated response has no previous headers.
    const had = continues || !onRequest ? before : {};
    isSame('headers', result, had);
    isSame('cookies', result, had);
    if (continues) {
      const uri = result.uri, query = result.querystring, isString = typeof query === 'string';
      must(uri === had.uri || (isText(uri) && uri[0] === '/' && !/\t/.test(uri) && uri.length < 8192), 'uri');
      const same = isString ? query === had.querystring
        : isSame('querystring', result, had) && typeof had.querystring !== 'string';
      must(same || !isString || !/[\s#\x00-\x1f\x7f]/.test(query), 'querystring');
      if (result !== message || !same) {
        result = Object.assign({}, result);
        // The next step reads the query as it is now.
        if (raw && query !== undefined) result.rawQueryString = () => (same ? raw.call(message) : edgeQuery(query));
      }
      if (result.method !== had.method) result.method = had.method; // read-only
      return result;
    }
    must(Number.isInteger(status) && status >= 200 && status <= 599, 'statusCode');
    const description = result.statusDescription, body = result.body;
    if (description !== had.statusDescription && !isText(description)) delete result.statusDescription;
    if (body === undefined || body === null || typeof body === 'string') return result;
    must(isMap(body) && typeof body.data === 'string' && (body.encoding !== 'base64'
      || (body.data.length % 4 === 0 && !/[^A-Za-z0-9+/=]|=[^=]|===/.test(body.data))), 'body');
    return result;
  }

  function restored(state: any, raw: any) {
    const message = restore ? restore(state) : state;
    if ((ON_EVENT || 'request') === 'request' && raw && message !== state) message.rawQueryString = raw;
    return message;
  }

  function done(event: any, part: string, message: any, state: any, raw: any, returned: any) {
    // Changes of the event count even if nothing is returned.
    const result = returned === undefined || returned === null ? event[ON_EVENT || part] : returned;
    return result === message && !changes ? message : checked(part, message, restored(state, raw), raw, result);
  }

  function failed(context: any, part: string, state: any, raw: any, error: any) {
    const refused = (ON_EVENT || part) === 'request' && refuse;
    const refusal = edgeFault(name, context, refused, error);
    return refused ? refusal : restored(state, raw);
  }

  return function (event, _, given) {
    const context = event.context, part = ON_EVENT || (event.response ? 'response' : 'request');
    const message = event[ON_EVENT || part], raw = message.rawQueryString;
    const state = given || (save ? save(message) : message);
    try {
      const returned = (handler = handler || load())(event);
      return WITH_PROMISES && returned && typeof returned.then === 'function'
        // Of a copy, the result becomes data at once: the file may go on while others run.
        ? returned.then((value: any) => done(event, part, given ? 0 : message, state, raw, value))
          .then(null, (error: any) => failed(context, part, state, raw, error))
        : done(event, part, message, state, raw, returned);
    } catch (error) {
      return failed(context, part, state, raw, error);
    }
  };
}
