import { BUFFER_NUMBERS } from './function-buffer-numbers';

/** `Buffer` of CloudFront's runtime, and how bytes are read and written: a part of the prelude, with its names. */
export const FUNCTION_BUFFER = `var alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
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
    defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
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
    return ofUtf8(bytes);
  }
  function array(bytes) {
    bridge.spend(bytes.length >> 1);
    return bytesOf(bytes.split('').map(function (c) { return c.charCodeAt(0); }));
  }
  function text1(bytes, from, to) {
    var out = '', i = from || 0, end = to === undefined || to > bytes.length ? bytes.length : to;
    bridge.spend((end - i) >> 2);
    for (; i < end; i++) out += text.fromCharCode(bytes[i]);
    return out;
  }
  function buffer(bytes) { return setPrototypeOf(array(bytes), Buffer.prototype); }
  function Buffer() { throw new TypeError('Buffer is not a constructor'); }
  Buffer.prototype = Object.create(Uint8Array.prototype);
  define(Buffer.prototype, 'constructor', Buffer);
  var ofBuffers = {
    toString: function (encoding, from, to) { return fromBytes(text1(this, from, to), encoding); },
    toJSON: function () { return { type: 'Buffer', data: text1(this).split('').map(code) }; },
    equals: function (other) { return text1(this) === text1(other); },
    compare: function (other) { return Buffer.compare(this, other); },
    indexOf: function (value, from, encoding) { return text1(this).indexOf(searched(value, encoding), from); },
    lastIndexOf: function (value, from, encoding) { return text1(this).lastIndexOf(searched(value, encoding), from); },
    includes: function (value, from, encoding) { return this.indexOf(value, from, encoding) >= 0; },
    slice: function (from, to) { return setPrototypeOf(call(subarray, this, from, to), Buffer.prototype); },
    write: function (value, from) {
      var bytes = toBytes(value), at = from || 0, i;
      for (i = 0; i < bytes.length && at + i < this.length; i++) this[at + i] = bytes.charCodeAt(i);
      return i;
    },
    copy: function (target, at, from, to) {
      var bytes = text1(this, from, to), i;
      for (at = at || 0, i = 0; i < bytes.length && at + i < target.length; i++) target[at + i] = bytes.charCodeAt(i);
      return i;
    },
    fill: function (value, from, to, encoding) {
      if (typeof from === 'string') { encoding = from; from = to = undefined; }
      var bytes = searched(value, encoding), end = to === undefined || to > this.length ? this.length : to, i, n;
      if (bytes === '') bytes = '\0';
      bridge.spend(this.length >> 2);
      for (i = from || 0, n = 0; i < end; i++, n++) this[i] = bytes.charCodeAt(n % bytes.length);
      return this;
    },
  };
  ${BUFFER_NUMBERS}(ofBuffers);
  var subarray = Uint8Array.prototype.subarray, View = DataView;
  ofBuffers.subarray = ofBuffers.slice;
  [['UInt8', 'Uint8'], ['Int8', 'Int8'], ['UInt16', 'Uint16'], ['Int16', 'Int16'], ['UInt32', 'Uint32'],
    ['Int32', 'Int32'], ['Float', 'Float32'], ['Double', 'Float64']].forEach(function (kind) {
    (/8$/.test(kind[0]) ? [''] : ['LE', 'BE']).forEach(function (order) {
      ofBuffers['read' + kind[0] + order] = function (at) {
        return view(this)['get' + kind[1]](at || 0, order === 'LE');
      };
      ofBuffers['write' + kind[0] + order] = function (value, at) {
        view(this)['set' + kind[1]](at || 0, value, order === 'LE');
        return (at || 0) + (kind[1].replace(/[^0-9]/g, '') >> 3);
      };
    });
  });
  function view(bytes) { return new View(bytes.buffer, bytes.byteOffset, bytes.byteLength); }
  function code(char) { return char.charCodeAt(0); }
  function searched(value, encoding) {
    return typeof value === 'number' ? text.fromCharCode(value & 255) : toBytes(value, encoding);
  }
  keys(ofBuffers).forEach(function (name) { define(Buffer.prototype, name, ofBuffers[name]); });
  var statics = {
    from: function (value, encoding) { return buffer(toBytes(value, encoding)); },
    alloc: function (size, fill, encoding) {
      var bytes = fill === undefined ? '\0' : searched(fill, encoding);
      return buffer(bytes.repeat(Math.ceil(size / bytes.length)).slice(0, size));
    },
    allocUnsafe: function (size) { return Buffer.alloc(size); },
    allocUnsafeSlow: function (size) { return Buffer.alloc(size); },
    byteLength: function (value, encoding) {
      return typeof value === 'string' ? toBytes(value, encoding).length : value.byteLength;
    },
    concat: function (list, size) { var all = list.map(function (one) { return text1(one); }).join('');
      return buffer(size === undefined ? all : all.slice(0, size)); },
    compare: function (a, b) { var x = text1(a), y = text1(b); return x < y ? -1 : x > y ? 1 : 0; },
    isBuffer: function (value) { return value instanceof Buffer; },
    isEncoding: function (name) {
      return ['utf8', 'utf-8', 'hex', 'base64', 'base64url'].indexOf(text(name).toLowerCase()) >= 0;
    },
  };
  keys(statics).forEach(function (name) { define(Buffer, name, statics[name]); });`;
