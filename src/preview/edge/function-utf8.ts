/** UTF-8 as source text for the context of a function: texts as bytes in latin1, and back. */
export const FUNCTION_UTF8 = String.raw`(function () {
  'use strict';
  var unescape = globalThis.unescape, escape = globalThis.escape;
  var broken = '\ufffd', ofText = /[\ud800-\udbff][\udc00-\udfff]|[\ud800-\udfff]/g;
  // Whole sequences, or what of one is there; see the table of well-formed sequences in the Unicode standard.
  var ofBytes = new RegExp([
    '[\\x00-\\x7f]+', '[\\xc2-\\xdf][\\x80-\\xbf]',
    '\\xe0[\\xa0-\\xbf][\\x80-\\xbf]', '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]{2}', '\\xed[\\x80-\\x9f][\\x80-\\xbf]',
    '\\xf0[\\x90-\\xbf][\\x80-\\xbf]{2}', '[\\xf1-\\xf3][\\x80-\\xbf]{3}', '\\xf4[\\x80-\\x8f][\\x80-\\xbf]{2}',
    '(\\xe0[\\xa0-\\xbf]?', '[\\xe1-\\xec\\xee\\xef][\\x80-\\xbf]?', '\\xed[\\x80-\\x9f]?',
    '\\xf0(?:[\\x90-\\xbf][\\x80-\\xbf]?)?', '[\\xf1-\\xf3][\\x80-\\xbf]{0,2}', '\\xf4(?:[\\x80-\\x8f][\\x80-\\xbf]?)?',
    '[^])',
  ].join('|'), 'g');
  return {
    /** Half of a surrogate pair becomes U+FFFD, as in TextEncoder. */
    encode: function (text) {
      try { return unescape(encodeURIComponent(text)); } catch (error) {
        return unescape(encodeURIComponent(text.replace(ofText, function (found) {
          return found.length === 2 ? found : broken;
        })));
      }
    },
    /** What is not UTF-8 becomes U+FFFD, as in TextDecoder. */
    decode: function (bytes) {
      try { return decodeURIComponent(escape(bytes)); } catch (error) {
        return bytes.replace(ofBytes, function (found, part) {
          return part === undefined ? decodeURIComponent(escape(found)) : broken;
        });
      }
    },
  };
})()`;
