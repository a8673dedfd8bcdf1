import { FUNCTION_BUFFER } from './function-buffer';
import { FUNCTION_ERRORS } from './function-errors';
import { FUNCTION_RESULT } from './function-result';
import { FUNCTION_TEXT } from './function-text';
import { FUNCTION_UTF8 } from './function-utf8';

/**
 * What CloudFront's runtime adds to the language. It is source text that runs inside the function's context, so that
 * the function cannot reach Node.js through the objects defined here. Bytes are passed as latin1 strings.
 *
 * `session` begins an event: it has the console and the modules of that event, and the origin that code selected.
 */
export const FUNCTION_PRELUDE = `(function (bridge) {
  'use strict';
  var text = String;
  var Error = globalThis.Error, TypeError = globalThis.TypeError, RangeError = globalThis.RangeError;
  var codec = ${FUNCTION_UTF8}, utf8 = codec.encode, ofUtf8 = codec.decode;
  var defineProperty = Object.defineProperty, keys = Object.keys, has = Object.prototype.hasOwnProperty;
  var assign = Object.assign, setPrototypeOf = Object.setPrototypeOf;
  var bytesOf = Uint8Array.from.bind(Uint8Array), construct = Reflect.construct;
  var apply = Reflect.apply;
  var isArray = Array.isArray, parse = JSON.parse, stringify = JSON.stringify;
  var call = Function.prototype.call.bind(Function.prototype.call);
  function own(object, name) { return call(has, object, name); }
  ${FUNCTION_BUFFER}
  function hasher(algorithm, key) {
    var data = '', done = false;
    if (['md5', 'sha1', 'sha256'].indexOf(algorithm) < 0) {
      throw new TypeError('not supported algorithm: "' + algorithm + '"');
    }
    return {
      update: function (part, encoding) {
        if (done) throw new Error('Digest already called');
        data += toBytes(part, encoding);
        return this;
      },
      digest: function (encoding) {
        if (done) throw new Error('Digest already called');
        done = true;
        if (encoding !== undefined && ['hex', 'base64', 'base64url'].indexOf(encoding) < 0) {
          throw new TypeError('Unknown digest encoding: "' + encoding + '"');
        }
        bridge.spend(100 + data.length);
        var hex = bridge.digest(algorithm, key, data, encoding || 'hex');
        return encoding === undefined ? buffer(unhex(hex)) : hex;
      },
    };
  }
  function unescaped(value) {
    try { return decodeURIComponent(value.replace(/[+]/g, ' ')); } catch (error) { return value; }
  }
  var querystring = {
    escape: function (value) { return encodeURIComponent(value); },
    unescape: unescaped,
    parse: function (query, separator, equals) {
      var out = {};
      text(query).split(separator || '&').forEach(function (pair) {
        if (pair === '') return;
        var sign = equals || '=', at = pair.indexOf(sign), name = unescaped(at < 0 ? pair : pair.slice(0, at));
        var value = at < 0 ? '' : unescaped(pair.slice(at + sign.length));
        if (name === '__proto__') return;
        out[name] = own(out, name) ? [].concat(out[name], value) : value;
      });
      return out;
    },
    stringify: function (object, separator, equals) {
      return keys(object || {}).map(function (name) {
        return [].concat(object[name]).map(function (value) {
          return encodeURIComponent(name) + (equals || '=') + encodeURIComponent(value);
        }).join(separator || '&');
      }).join(separator || '&');
    },
  };
  querystring.decode = querystring.parse;
  querystring.encode = querystring.stringify;
  var hasStore = bridge.keyValues !== undefined, keyValues = hasStore ? parse(bridge.keyValues) : {}, now = 0;
  function valueOf(key) {
    if (!own(keyValues, key)) throw new Error('KeyNotFound');
    return keyValues[key];
  }
  // A rejection that nobody handles would end the process.
  var then = Promise.prototype.then;
  function handled(make) {
    return function () {
      var promise = apply(make, undefined, arguments);
      call(then, promise, undefined, function () {});
      return promise;
    };
  }
  var store = {
    get: async function (key, options) {
      var value = valueOf(key), format = (options && options.format) || 'string';
      if (format === 'json') return parse(value);
      if (format === 'bytes') return buffer(utf8(value));
      if (format !== 'string') throw new TypeError('unknown format "' + format + '"');
      return value;
    },
    exists: async function (key) { return own(keyValues, key); },
    count: async function () { return keys(keyValues).length; },
    meta: async function () {
      return { creationDateTime: '2026-01-01T00:00:00.000Z', lastUpdatedDateTime: '2026-01-01T00:00:00.000Z',
        keyCount: keys(keyValues).length };
    },
  };
  keys(store).forEach(function (name) { store[name] = handled(store[name]); });
  // Buffer of the module is an object, and no function.
  function bufferModule() {
    var most = 2147483647, module = { Buffer: {}, constants: { MAX_LENGTH: most, MAX_STRING_LENGTH: most },
      kMaxLength: most };
    Object.getOwnPropertyNames(Buffer).forEach(function (name) {
      if (name !== 'prototype') define(module.Buffer, name, Buffer[name]);
    });
    return module;
  }
  // Made when they are used, because each event has its own.
  var lazy = { querystring: function () { return assign({}, querystring); }, buffer: bufferModule };
  // CloudFront cuts what a function logs for one event.
  var LOG = 10240;
  function session() {
    var state = { origin: undefined }, logged = 0;
    now = bridge.now();
    function log(value) {
      var line = typeof value === 'string' ? value : value === undefined ? 'undefined' : stringify(value);
      if (logged > LOG) return;
      if (logged + line.length > LOG) line = line.slice(0, LOG - logged) + ' (cut: CloudFront logs 10 KB of an event)';
      logged += line.length + 1;
      bridge.log(line);
    }
    var modules;
    function made() { return modules = modules || {
      cloudfront: {
        kvs: function () {
          if (!hasStore) throw new Error('KVSNamespaceNotFound');
          return assign({}, store);
        },
        edgeLocation: { name: 'LOC', serverIp: '127.0.0.1', region: 'us-east-1' },
        logCustomData: function (data) { log(text(data)); },
        updateRequestOrigin: function (change) { state.origin = stringify({ update: change }); },
        selectRequestOriginById: function (id, overrides) {
          state.origin = stringify({ id: text(id), overrides: overrides });
        },
        createRequestOriginGroup: function (group) { state.origin = stringify({ group: group }); },
      },
      crypto: {
        createHash: function (name) { return hasher(name); },
        createHmac: function (name, key) { return hasher(name, toBytes(key)); },
      },
    }; }
    state.console = { log: log };
    state.require = function require(name) {
      if (own(lazy, name) && !own(made(), name)) modules[name] = lazy[name]();
      if (!own(made(), name)) throw new Error('Cannot load module "' + name + '"');
      return modules[name];
    };
    return state;
  }
  // The time stands still during an event.
  var RealDate = Date;
  function FixedDate() {
    if (!new.target) return new RealDate(now).toString();
    return arguments.length === 0 ? new RealDate(now) : construct(RealDate, arguments);
  }
  FixedDate.prototype = RealDate.prototype;
  define(RealDate.prototype, 'constructor', FixedDate);
  define(FixedDate, 'name', 'Date');
  ['UTC', 'parse'].forEach(function (name) { define(FixedDate, name, RealDate[name]); });
  define(FixedDate, 'now', function now_() { return now; });
  ${FUNCTION_ERRORS}
  ${FUNCTION_TEXT}
  var Bytes = Uint8Array;
  var current;
  var globals = {
    atob: atob, btoa: btoa, Buffer: Buffer, TextEncoder: TextEncoder, TextDecoder: TextDecoder, Date: FixedDate,
    global: globalThis,
    console: { log: function (value) { current.console.log(value); } },
    require: function require(name) { return current.require(name); },
  };
  [globals, types].forEach(function (all) {
    keys(all).forEach(function (name) { define(globalThis, name, all[name]); });
  });
  function values(given) {
    var out = {}, all = keys(given), n, i, name, value, entry;
    for (n = 0; n < all.length; n++) {
      name = all[n];
      value = given[name];
      entry = { value: value.value };
      if (value.attributes !== undefined) entry.attributes = value.attributes;
      if (value.multiValue !== undefined) {
        entry.multiValue = [];
        for (i = 0; i < value.multiValue.length; i++) {
          var one = value.multiValue[i];
          entry.multiValue[i] = one.attributes === undefined ? { value: one.value }
            : { value: one.value, attributes: one.attributes };
        }
      }
      if (name !== '__proto__') out[name] = entry;
      else defineProperty(out, name, { value: entry, writable: true, configurable: true, enumerable: true });
    }
    return out;
  }
  ${FUNCTION_RESULT}
  function withRawQuery(request, raw) { define(request, 'rawQueryString', function () { return raw; }); }
  var units = 0, memory = bridge.memory;
  var checks = {
    spend: function (more) { if ((units += more) >= 64) { units = 0; memory.measure(); } },
    text: function (value) { if (typeof value === 'string' && value.length > 4096) memory.text(value); return value; },
    result: function (value) { memory.measure(); return value; },
    thrown: thrown,
  };
  return {
    apply: apply,
    checks: checks,
    session: function () { return (current = session()); },
    withOrigin: function (result, session) {
      var chosen = result.statusCode === undefined ? session.origin : undefined;
      return chosen === result.$origin ? result : assign({}, result, { $origin: chosen });
    },
    read: read,
    /** The event from text, or a copy of one of another realm. */
    revive: function (json) {
      var event = parse(json), raw = event.$rawQueryString;
      delete event.$rawQueryString;
      withRawQuery(event.request, raw);
      return event;
    },
    build: function (given, withRaw) {
      var context = given.context, request = given.request, response = given.response;
      var event = {
        version: given.version,
        context: { distributionDomainName: context.distributionDomainName, distributionId: context.distributionId,
          eventType: context.eventType, requestId: context.requestId },
        viewer: { ip: given.viewer.ip },
        request: { method: request.method, uri: request.uri, querystring: values(request.querystring),
          headers: values(request.headers), cookies: values(request.cookies) },
      };
      if (response !== undefined) {
        event.response = { statusCode: response.statusCode, statusDescription: response.statusDescription,
          headers: values(response.headers), cookies: values(response.cookies) };
      }
      if (withRaw) withRawQuery(event.request, given.$rawQueryString);
      return event;
    },
  };
})`;
