/**
 * Replaces built-ins of a realm by ones that spend of a budget what they may cost: most of them in proportion to the
 * length of a text or an array. It is source text, because what code can reach has to belong to the realm.
 *
 * Those that do not spend are listed in `FREE`. All others give up, so that the function runs in a process instead.
 */
export const CHARGED_BUILTINS = `(function (budget, longest, call) {
  'use strict';
  var FREE = {
    'String': 'fromCharCode fromCodePoint',
    'String.prototype': 'charAt charCodeAt codePointAt startsWith endsWith slice substring substr toString valueOf',
    'Number': 'isFinite isInteger isNaN isSafeInteger parseFloat parseInt',
    'Number.prototype': 'toString toFixed toPrecision toExponential valueOf',
    'Boolean.prototype': 'toString valueOf',
    'Math': 'abs acos acosh asin asinh atan atan2 atanh cbrt ceil clz32 cos cosh exp expm1 floor fround hypot imul log '
      + 'log10 log1p log2 max min pow random round sign sin sinh sqrt tan tanh trunc',
    'Date': 'now UTC parse',
    'Date.prototype': 'getTime getUTCDate getUTCDay getUTCFullYear getUTCHours getUTCMilliseconds getUTCMinutes '
      + 'getUTCMonth getUTCSeconds setTime setUTCDate setUTCFullYear setUTCHours setUTCMilliseconds setUTCMinutes '
      + 'setUTCMonth setUTCSeconds toISOString toUTCString valueOf',
    'Function.prototype': 'call bind',
    'Array': 'isArray of',
    'Array.prototype': 'push pop toString',
    'Object': 'is',
    'Object.prototype': 'hasOwnProperty propertyIsEnumerable isPrototypeOf toString valueOf',
    'Error.prototype': 'toString',
    'JSON': '',
  };
  var LENGTH = {
    'String.prototype': 'indexOf lastIndexOf includes toLowerCase toUpperCase trim trimStart trimEnd',
    'Array.prototype': 'concat every filter forEach indexOf includes lastIndexOf map reduce reduceRight reverse shift '
      + 'slice some sort splice unshift find findIndex',
  };
  var define = Object.defineProperty, freeze = Object.freeze, floor = Math.floor;
  var keys = Object.keys, isArray = Array.isArray, names = Object.getOwnPropertyNames;
  var descriptor = Object.getOwnPropertyDescriptor;
  var doubt = freeze({ message: 'more than the budget' });
  function giveUp() { budget.left = -Infinity; throw doubt; }
  function spend(units) { if ((budget.left -= units) < 0 && !budget.more()) giveUp(); }
  function measured(text) {
    if (typeof text !== 'string') return text;
    if (text.length > longest) giveUp();
    budget.characters += text.length;
    spend(text.length >> 7);
    return text;
  }
  function lengthOf(value) {
    if (value === null || value === undefined) return 0;
    var length = value.length;
    return typeof length === 'number' && length > 0 ? length : 0;
  }
  /** A text; objects have methods that convert them, which may be those of the function. */
  function plain(value) {
    if (value === null || (typeof value !== 'object' && typeof value !== 'function')) return '' + value;
    return giveUp();
  }
  var wrappers = {
    'String.prototype': {
      repeat: function (times) { if (this.length * times > longest) giveUp(); spend(times >> 5); },
      padStart: function (to, by) { if (to > longest) giveUp(); spend(to >> 5); },
      padEnd: function (to, by) { if (to > longest) giveUp(); spend(to >> 5); },
      concat: function () { for (var i = 0; i < arguments.length; i++) spend(plain(arguments[i]).length >> 6); },
      split: function (by) { matching(this, by); spend(this.length >> 3); },
      match: function (by) { if (typeof by !== 'object') giveUp(); matching(this, by); spend(this.length >> 3); },
      search: function (by) { if (typeof by !== 'object') giveUp(); matching(this, by); },
      replace: replacing, replaceAll: replacing,
    },
    'Array.prototype': {
      join: function (by) {
        var length = 0, i, n = lengthOf(this);
        spend(n);
        for (i = 0; i < n; i++) length += plain(this[i]).length;
        if (length + n * (by === undefined ? 1 : plain(by).length) > longest) giveUp();
      },
    },
    'Function.prototype': { apply: function (self, list) { spend(lengthOf(list)); } },
    'Object': {
      keys: counting, values: counting, entries: counting, freeze: counting, isFrozen: counting, seal: counting,
      getOwnPropertyNames: counting,
      assign: function () { for (var i = 1; i < arguments.length; i++) counting(arguments[i]); },
    },
    'JSON': {
      parse: function (text) { spend(plain(text).length); if (text.length > longest) giveUp(); },
      stringify: function (value, replacer) {
        if (replacer !== undefined && replacer !== null) giveUp();
        nested(value, 0);
      },
    },
  };
  function nested(value, depth) {
    spend(1);
    if (typeof value === 'string') return spend(value.length >> 5);
    if (typeof value !== 'object' || value === null) return;
    if (depth > 50) giveUp();
    if (isArray(value)) { for (var i = 0; i < value.length; i++) nested(value[i], depth + 1); return; }
    var own = keys(value);
    for (var n = 0; n < own.length; n++) { spend(own[n].length >> 5); nested(value[own[n]], depth + 1); }
  }
  function counting(value) { if (typeof value === 'object' && value !== null) spend(keys(value).length); }
  var degree = 1;
  function matching(text, by) {
    var n = text.length;
    if (typeof by !== 'object' || by === null) return spend(n >> 6);
    spend(degree <= 1 ? n >> 6 : degree === 2 ? floor(n * n / 2048) : floor(n * n * n / 65536));
  }
  function replacing(by, replacement) {
    matching(this, by);
    spend(this.length >> 3);
    if (typeof replacement === 'function') {
      var total = this.length;
      return [by, function () {
        var text = plain(call(replacement, undefined, arguments));
        if ((total += text.length) > longest) giveUp();
        return text;
      }];
    }
    // Each match may be replaced, and $& has the match again.
    if (plain(replacement).length * (this.length + 1) > longest * 64) giveUp();
  }
  function charged(original, before) {
    return function () {
      var self = this, changed = call(before, self, arguments);
      var result = call(original, self, changed === undefined ? arguments : changed);
      return typeof result === 'string' ? measured(result) : result;
    };
  }
  function byLength(original) {
    return function (a, b) {
      if (typeof this === 'string') {
        spend(1 + (this.length >> 6));
        return measured(arguments.length < 2 ? call1(original, this, a) : call(original, this, arguments));
      }
      spend(1 + lengthOf(this));
      var result = call(original, this, arguments);
      if (isArray(result)) spend(result.length >> 2);
      return result;
    };
  }
  function call1(original, self, a) { return a === undefined ? call(original, self, []) : call(original, self, [a]); }
  function list(text) { return (text || '').split(' '); }
  var holders = keys(FREE), free = {}, long = {};
  holders.forEach(function (path) { free[path] = list(FREE[path]); long[path] = list(LENGTH[path]); });
  var objects = holders.map(function (path) {
    return path.split('.').reduce(function (at, key) { return at[key]; }, globalThis);
  });
  var done = [];
  holders.forEach(function (path, at) {
    names(objects[at]).forEach(function (name) {
      var found = descriptor(objects[at], name), original = found.value;
      if (typeof original !== 'function' || name === 'constructor' || free[path].indexOf(name) >= 0) return;
      var wrapper = wrappers[path] && wrappers[path][name];
      done.push([objects[at], name, wrapper ? charged(original, wrapper)
        : long[path].indexOf(name) >= 0 ? byLength(original) : giveUp]);
    });
  });
  ['decodeURIComponent', 'encodeURIComponent', 'decodeURI', 'encodeURI', 'atob', 'btoa'].forEach(function (name) {
    var original = globalThis[name];
    if (original) done.push([globalThis, name, charged(original, function (text) { spend(plain(text).length >> 5); })]);
  });
  done.forEach(function (one) {
    define(one[0], one[1], { value: one[2], writable: true, configurable: true, enumerable: false });
  });
  // A function object keeps what is set on it, and would carry it to the next call.
  objects.forEach(function (object) {
    names(object).forEach(function (name) {
      var value = descriptor(object, name).value;
      if (typeof value === 'function') freeze(value);
    });
  });
  ['Object', 'Array', 'String', 'Number', 'Boolean', 'Math', 'JSON', 'Date', 'Error', 'TypeError', 'RangeError',
    'SyntaxError', 'ReferenceError', 'EvalError', 'URIError', 'parseInt', 'parseFloat', 'isNaN', 'isFinite',
    'decodeURIComponent', 'encodeURIComponent', 'decodeURI', 'encodeURI', 'atob', 'btoa', 'Buffer',
  ].forEach(function (name) { if (globalThis[name]) freeze(globalThis[name]); });
  var FORBIDDEN = ['__proto__', 'constructor', 'prototype', 'then', 'test', 'exec', 'toJSON', 'length',
    'stack'];
  function forbidden(key) {
    for (var i = 0; i < 9; i++) if (key === FORBIDDEN[i]) giveUp();
    return key;
  }
  return {
    spend: spend,
    text: measured,
    key: function (key) {
      if (typeof key === 'number') return key;
      return typeof key === 'string' ? forbidden(key) : typeof key === 'symbol' ? giveUp() : forbidden('' + key);
    },
    subject: function (text) { if (typeof text === 'string') matching(text, doubt); return text; },
    degree: function (of) { degree = of; },
  };
})`;
