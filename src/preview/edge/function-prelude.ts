/**
 * What CloudFront's runtime adds to the language. It is source text that runs inside the function's context, so that
 * the function cannot reach Node.js through the objects defined here. Bytes are passed as latin1 strings.
 */
export const FUNCTION_PRELUDE = `(function (bridge) {
  'use strict';
  var text = String;
  function utf8(string) { return unescape(encodeURIComponent(string)); }
  var unescape = globalThis.unescape, escape = globalThis.escape;
  var alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  function btoa(bytes) {
    var out = '', i, n;
    for (i = 0; i < bytes.length; i += 3) {
      n = (bytes.charCodeAt(i) << 16) | ((bytes.charCodeAt(i + 1) || 0) << 8) | (bytes.charCodeAt(i + 2) || 0);
      out += alphabet[n >> 18] + alphabet[(n >> 12) & 63];
      out += i + 1 < bytes.length ? alphabet[(n >> 6) & 63] : '=';
      out += i + 2 < bytes.length ? alphabet[n & 63] : '=';
    }
    return out;
  }
  function atob(base64) {
    var out = '', bits = 0, n = 0, i, at;
    for (i = 0; i < base64.length; i++) {
      at = alphabet.indexOf(base64[i] === '-' ? '+' : base64[i] === '_' ? '/' : base64[i]);
      if (at < 0) continue;
      n = ((n << 6) | at) & 0xffffff;
      bits += 6;
      if (bits >= 8) { bits -= 8; out += text.fromCharCode((n >> bits) & 255); }
    }
    return out;
  }
  function hex(bytes) {
    return bytes.replace(/[^]/g, function (c) { return ('0' + c.charCodeAt(0).toString(16)).slice(-2); });
  }
  function unhex(digits) {
    return digits.replace(/../g, function (pair) { return text.fromCharCode(parseInt(pair, 16)); });
  }
  function define(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  function toBytes(value, encoding) {
    if (typeof value !== 'string') return text.fromCharCode.apply(null, value);
    if (encoding === 'hex') return unhex(value);
    if (encoding === 'base64' || encoding === 'base64url') return atob(value);
    return utf8(value);
  }
  function fromBytes(bytes, encoding) {
    if (encoding === 'hex') return hex(bytes);
    if (encoding === 'base64') return btoa(bytes);
    if (encoding === 'base64url') return btoa(bytes).replace(/\\+/g, '-').replace(/\\//g, '_').replace(/=+$/, '');
    return decodeURIComponent(escape(bytes));
  }
  function array(bytes) { return Uint8Array.from(bytes.split('').map(function (c) { return c.charCodeAt(0); })); }
  function buffer(bytes) {
    var made = array(bytes);
    Object.defineProperty(made, 'toString', {
      value: function (encoding) { return fromBytes(text.fromCharCode.apply(null, this), encoding); },
    });
    return made;
  }
  var Buffer = { from: function (value, encoding) { return buffer(toBytes(value, encoding)); } };
  function hasher(algorithm, key) {
    var data = '';
    return {
      update: function (part, encoding) { data += toBytes(part, encoding); return this; },
      digest: function (encoding) { return bridge.digest(algorithm, key, data, encoding || 'hex'); },
    };
  }
  var querystring = {
    escape: encodeURIComponent,
    unescape: decodeURIComponent,
    parse: function (query) {
      var out = {};
      query.split('&').forEach(function (pair) {
        if (pair === '') return;
        var at = pair.indexOf('='), name = decodeURIComponent(at < 0 ? pair : pair.slice(0, at));
        var value = at < 0 ? '' : decodeURIComponent(pair.slice(at + 1));
        out[name] = out[name] === undefined ? value : [].concat(out[name], value);
      });
      return out;
    },
    stringify: function (object) {
      return Object.keys(object).map(function (name) {
        return [].concat(object[name]).map(function (value) {
          return encodeURIComponent(name) + '=' + encodeURIComponent(value);
        }).join('&');
      }).join('&');
    },
  };
  var keyValues = JSON.parse(bridge.keyValues);
  var store = {
    get: async function (key, options) {
      if (!Object.prototype.hasOwnProperty.call(keyValues, key)) throw new Error('KeyNotFound');
      var format = (options && options.format) || 'string';
      if (format === 'json') return JSON.parse(keyValues[key]);
      return format === 'bytes' ? array(utf8(keyValues[key])) : keyValues[key];
    },
    exists: async function (key) { return Object.prototype.hasOwnProperty.call(keyValues, key); },
    meta: async function () { return { keyCount: Object.keys(keyValues).length }; },
  };
  var selectedOrigin;
  function unavailable(name) {
    return function () { throw new Error('cf.' + name + ' is not available in the preview'); };
  }
  var cloudfront = {
    kvs: function () { return store; },
    edgeLocation: { name: 'LOC', serverIp: '127.0.0.1', region: 'us-east-1' },
    logCustomData: function (data) { bridge.log(text(data)); },
    updateRequestOrigin: unavailable('updateRequestOrigin'),
    selectRequestOriginById: function (id) { selectedOrigin = text(id); },
    createRequestOriginGroup: unavailable('createRequestOriginGroup'),
  };
  var modules = {
    cloudfront: cloudfront,
    querystring: querystring,
    buffer: { Buffer: Buffer },
    crypto: {
      createHash: function (name) { return hasher(name); },
      createHmac: function (name, key) { return hasher(name, toBytes(key)); },
    },
  };
  function require(name) {
    if (!Object.prototype.hasOwnProperty.call(modules, name)) throw new Error('Cannot load module "' + name + '"');
    return modules[name];
  }
  function TextEncoder() {}
  TextEncoder.prototype.encode = function (string) { return array(utf8(text(string))); };
  function TextDecoder() {}
  TextDecoder.prototype.decode = function (bytes) { return fromBytes(text.fromCharCode.apply(null, bytes), 'utf8'); };
  var globals = {
    atob: atob, btoa: btoa, Buffer: Buffer, require: require, TextEncoder: TextEncoder, TextDecoder: TextDecoder,
    console: { log: function (value) { bridge.log(typeof value === 'string' ? value : JSON.stringify(value)); } },
    $selected: function (result) {
      if (selectedOrigin !== undefined && result && result.statusCode === undefined) result.$origin = selectedOrigin;
      return result;
    },
    $revive: function (json) {
      var event = JSON.parse(json), raw = event.$rawQueryString;
      selectedOrigin = undefined;
      delete event.$rawQueryString;
      Object.defineProperty(event.request, 'rawQueryString', { value: function () { return raw; } });
      return event;
    },
  };
  Object.keys(globals).forEach(function (name) { define(globalThis, name, globals[name]); });
})`;
