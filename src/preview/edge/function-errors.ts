/**
 * The errors of CloudFront's runtime, a part of the prelude: they have no `cause`, and no `stack` until they are
 * thrown. `thrown` gets what a `throw` statement of the function throws.
 */
export const FUNCTION_ERRORS = `var capture = Error.captureStackTrace, traces = new WeakMap();
  function withoutStack(error, by) {
    var trace = {};
    capture(trace, by);
    traces.set(error, trace);
    delete error.stack;
    return error;
  }
  function thrown(error) {
    var trace = typeof error === 'object' && error !== null ? traces.get(error) : undefined;
    if (trace === undefined) return error;
    traces.delete(error);
    define(error, 'stack', toText(error) + trace.stack.slice('Error'.length));
    return error;
  }
  function toText(error) { try { return text(error); } catch (failed) { return 'Error'; } }
  function errorType(name, Real, type) {
    function Made(first, second) {
      var of = Made === types.AggregateError ? [first, second] : [first];
      if (of[of.length - 1] === undefined) of.pop();
      return withoutStack(construct(Real, of, new.target || Made), Made);
    }
    Made.prototype = type;
    define(type, 'name', name);
    define(type, 'constructor', Made);
    define(Made, 'name', name);
    return Made;
  }
  var types = {};
  ['Error', 'TypeError', 'RangeError', 'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'AggregateError',
  ].forEach(function (name) { types[name] = errorType(name, globalThis[name], globalThis[name].prototype); });
  ['InternalError', 'MemoryError'].forEach(function (name) {
    types[name] = errorType(name, Error, Object.create(Error.prototype));
  });`;
