/**
 * How a process reads the result of a function, a part of the prelude: only what CloudFront reads, because the rest may
 * be anything, also a cycle. Other kinds of values are left to the checks.
 */
export const FUNCTION_RESULT = `function read(result) {
    if (typeof result !== 'object' || result === null || isArray(result)) return plain(result);
    var out = members(result, ['method', 'uri', 'statusCode', 'statusDescription']);
    ['headers', 'cookies', 'querystring'].forEach(function (name) {
      if (own(result, name)) out[name] = entries(result[name]);
    });
    if (own(result, 'body')) out.body = record(result.body, ['encoding', 'data']);
    return out;
  }
  function entries(given) {
    if (typeof given !== 'object' || given === null || isArray(given)) return plain(given);
    var out = Object.create(null);
    keys(given).forEach(function (name) {
      var entry = given[name];
      out[name] = record(entry, ['value', 'attributes']);
      if (!isRecord(entry) || entry.multiValue === undefined) return;
      out[name].multiValue = !isArray(entry.multiValue) ? plain(entry.multiValue)
        : entry.multiValue.map(function (one) { return record(one, ['value', 'attributes']); });
    });
    return out;
  }
  function record(value, names) { return isRecord(value) ? members(value, names) : plain(value); }
  function isRecord(value) { return typeof value === 'object' && value !== null && !isArray(value); }
  function members(object, names) {
    var out = {};
    names.forEach(function (name) { if (own(object, name)) out[name] = plain(object[name]); });
    return out;
  }
  function plain(value) {
    if (typeof value !== 'object' || value === null) return value;
    try { return parse(stringify(value)); } catch (error) { return isArray(value) ? [] : {}; }
  }`;
