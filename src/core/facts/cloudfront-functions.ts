/** Memory of a CloudFront Function (cloudfront-limits.html, checked 2026-11-20). */
export const CLOUDFRONT_FUNCTION_MEMORY_MAX_BYTES = 2 * 1024 * 1024;

/**
 * Globals and members that V8 has and the runtime of CloudFront Functions 2.0 does not. Code that uses them runs on a
 * developer's machine and fails with 503 once deployed.
 *
 * AWS documents what exists; these are the differences to a bare V8 context, taken from an engine that agrees with all
 * public measurements of the real one.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/functions-javascript-runtime-20.html (checked
 * 2026-11-20)
 */
export const ABSENT_GLOBALS: readonly string[] = [
  'Atomics',
  'BigInt',
  'BigInt64Array',
  'BigUint64Array',
  'FinalizationRegistry',
  'Intl',
  'Iterator',
  'Map',
  'Proxy',
  'Reflect',
  'Set',
  'SharedArrayBuffer',
  'WeakMap',
  'WeakRef',
  'WeakSet',
  'WebAssembly',
  'escape',
  'eval',
  'unescape',
];

/** By the object that lacks them. */
export const ABSENT_MEMBERS: Readonly<Record<string, readonly string[]>> = {
  'Object': ['fromEntries', 'groupBy', 'hasOwn'],
  'Object.prototype': [
    '__defineGetter__',
    '__defineSetter__',
    '__lookupGetter__',
    '__lookupSetter__',
    'toLocaleString',
  ],
  'Array': ['fromAsync'],
  'Array.prototype': [
    'at',
    'findLast',
    'findLastIndex',
    'flat',
    'flatMap',
    'toLocaleString',
    'toReversed',
    'toSorted',
    'toSpliced',
    'with',
  ],
  'Number.prototype': ['toLocaleString'],
  'String': ['raw'],
  'String.prototype': [
    'anchor',
    'at',
    'big',
    'blink',
    'bold',
    'fixed',
    'fontcolor',
    'fontsize',
    'isWellFormed',
    'italics',
    'link',
    'localeCompare',
    'matchAll',
    'normalize',
    'small',
    'strike',
    'sub',
    'sup',
    'toLocaleLowerCase',
    'toLocaleUpperCase',
    'toWellFormed',
    'trimLeft',
    'trimRight',
  ],
  'Date.prototype': ['getYear', 'setYear', 'toGMTString'],
  'RegExp': [
    'input', 'lastMatch', 'lastParen', 'leftContext', 'rightContext', '$_', '$&', '$+', '$`', '$\'',
    ...'123456789'.split('').map((digit) => `$${digit}`),
  ],
  'RegExp.prototype': ['compile', 'dotAll', 'hasIndices', 'unicode', 'unicodeSets'],
  'ArrayBuffer.prototype': ['maxByteLength', 'resizable', 'resize', 'transfer', 'transferToFixedLength', 'detached'],
  'DataView.prototype': ['getBigInt64', 'getBigUint64', 'setBigInt64', 'setBigUint64'],
};
