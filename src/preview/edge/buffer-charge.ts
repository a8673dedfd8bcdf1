import { setFlagsFromString } from 'node:v8';
import { runInNewContext, Script } from 'node:vm';

/** Counts the bytes of a buffer before it is allocated. */
export type Charge = (bytes: number) => void;

/** Bytes allocated between two checks of the memory in use. */
const CHECK_EVERY_BYTES = 4 * 1024 * 1024;

/**
 * Replaces the constructors of buffers by ones that count their bytes, and calls `exceeded` when the buffers in use
 * exceed `memoryMb` after a garbage collection.
 *
 * Lambda limits the memory of the whole environment, but V8's `resourceLimits` cover the heap only, and the resident
 * size of the process does not include buffers that nothing was written to yet.
 */
export function chargeBuffers(memoryMb: number, exceeded: () => void): Charge {
  const limit = memoryMb * 1024 * 1024;
  const { memoryUsage } = process;
  let collect: (() => void) | undefined;
  let sinceLastCheck = 0;
  const charge = (bytes: number) => {
    if (bytes > 0) sinceLastCheck += bytes;
    if (sinceLastCheck < CHECK_EVERY_BYTES) return;
    const requested = bytes > 0 ? bytes : 0;
    sinceLastCheck = 0;
    if (memoryUsage().arrayBuffers + requested <= limit) return;
    (collect ??= garbageCollector())();
    if (memoryUsage().arrayBuffers + requested > limit) exceeded();
  };
  new Script(CHARGED_CONSTRUCTORS).runInThisContext()(charge);
  for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow'] as const) {
    const allocate = Buffer[name] as (size: number, ...rest: unknown[]) => Buffer;
    Object.defineProperty(Buffer, name, {
      value: (size: number, ...rest: unknown[]) => {
        charge(size);
        return allocate.call(Buffer, size, ...rest);
      },
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }
  return charge;
}

/** `gc` exists only in contexts that are created after the flag was set. */
export function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return collect;
}

/** Runs inside a context before the code of a function, which cannot access `charge`. */
export const CHARGED_CONSTRUCTORS = `(function (charge) {
  'use strict';
  // Saved first, because Reflect is removed from the context of a CloudFront Function.
  var construct = Reflect.construct;
  function replace(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  ['ArrayBuffer', 'SharedArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
    'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
  ].forEach(function (name) {
    var original = globalThis[name];
    if (!original) return;
    var width = original.BYTES_PER_ELEMENT || 1, charged = new Proxy(original, {
      construct: function (target, args, newTarget) {
        var first = args[0];
        if (typeof first === 'number') charge(first * width);
        else if (first && typeof first.length === 'number' && width) charge(first.length * width);
        return construct(target, args, newTarget === charged ? target : newTarget);
      },
    });
    replace(globalThis, name, charged);
    replace(original.prototype, 'constructor', charged);
  });
})`;
