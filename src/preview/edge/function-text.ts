/** `TextEncoder` and `TextDecoder` of CloudFront's runtime: a part of the prelude, with its names. */
export const FUNCTION_TEXT = `function TextEncoder() {}
  TextEncoder.prototype.encode = function (string) { return array(utf8(string === undefined ? '' : text(string))); };
  TextEncoder.prototype.encodeInto = function (string, target) {
    var read = 0, written = 0;
    while (read < string.length) {
      var wide = /^[\ud800-\udbff][\udc00-\udfff]/.test(string.slice(read, read + 2)) ? 2 : 1;
      var bytes = utf8(string.slice(read, read + wide));
      if (written + bytes.length > target.length) break;
      for (var i = 0; i < bytes.length; i++) target[written++] = bytes.charCodeAt(i);
      read += wide;
    }
    return { read: read, written: written };
  };
  define(TextEncoder.prototype, 'encoding', 'utf-8');
  function TextDecoder(encoding, options) {
    if (encoding !== undefined && !/^utf-?8$/i.test(encoding)) {
      throw new RangeError('The "' + encoding + '" encoding is not supported');
    }
    define(this, 'fatal', !!(options && options.fatal));
    define(this, 'ignoreBOM', !!(options && options.ignoreBOM));
  }
  define(TextDecoder.prototype, 'encoding', 'utf-8');
  define(TextDecoder.prototype, 'fatal', false);
  define(TextDecoder.prototype, 'ignoreBOM', false);
  TextDecoder.prototype.decode = function (given) {
    if (given === undefined) return '';
    var view = given.buffer === undefined ? new Bytes(given)
      : new Bytes(given.buffer, given.byteOffset, given.byteLength);
    var bytes = text1(view), out = ofUtf8(bytes);
    if (this.fatal && utf8(out) !== bytes) throw new TypeError('The encoded data was not valid');
    return this.ignoreBOM || out.charCodeAt(0) !== 0xfeff ? out : out.slice(1);
  };`;
