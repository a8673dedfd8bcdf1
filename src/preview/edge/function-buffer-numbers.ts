/** Methods of `Buffer` for numbers of one to six bytes, and for the order of bytes, as source text. */
export const BUFFER_NUMBERS = `(function (methods) {
  'use strict';
  var pow = Math.pow, floor = Math.floor;
  function placeOf(order, at, i, size) { return order === 'BE' ? at + i : at + size - 1 - i; }
  function check(bytes, at, size) {
    if (!(size >= 1 && size <= 6)) throw new RangeError('byteLength must be >= 1 and <= 6');
    if (!(at >= 0 && at + size <= bytes.length)) throw new RangeError('index out of range');
  }
  ['LE', 'BE'].forEach(function (order) {
    ['UInt', 'Int'].forEach(function (kind) {
      methods['read' + kind + order] = function (at, size) {
        var value = 0, i;
        check(this, at, size);
        for (i = 0; i < size; i++) value = value * 256 + this[placeOf(order, at, i, size)];
        return kind === 'Int' && value >= pow(2, size * 8 - 1) ? value - pow(2, size * 8) : value;
      };
      methods['write' + kind + order] = function (value, at, size) {
        check(this, at, size);
        if (value < 0) value += pow(2, size * 8);
        for (var i = size - 1; i >= 0; i--, value = floor(value / 256)) this[placeOf(order, at, i, size)] = value % 256;
        return at + size;
      };
    });
  });
  [2, 4, 8].forEach(function (size) {
    methods['swap' + size * 8] = function () {
      var i, n, byte;
      if (this.length % size !== 0) throw new RangeError('Buffer size must be a multiple of ' + size * 8 + '-bits');
      for (i = 0; i < this.length; i += size) {
        for (n = 0; n < size / 2; n++) {
          byte = this[i + n];
          this[i + n] = this[i + size - 1 - n];
          this[i + size - 1 - n] = byte;
        }
      }
      return this;
    };
  });
})`;
