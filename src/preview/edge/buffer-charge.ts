import { setFlagsFromString } from 'node:v8';
import { runInNewContext, Script } from 'node:vm';

/** Counts bytes of a buffer that is about to be made. */
export type Charge = (bytes: number) => void;

/** How many bytes are made between two looks at what is really in use. */
const LOOK_EVERY_BYTES = 4 * 1024 * 1024;

/**
 * Lambda's memory is that of the whole environment; V8's limits know the heap alone. Buffers that are made but not yet
 * written to do not even show in the size of the process. So the makers of buffers are counted, and when the count
 * could be too high, and a garbage collection does not help, `exceeded` is called.
 */
export function chargeBuffers(memoryMb: number, exceeded: () => void): Charge {
  const limit = memoryMb * 1024 * 1024;
  const { memoryUsage } = process;
  let collect: (() => void) | undefined;
  let unseen = 0;
  const charge = (bytes: number) => {
    if (bytes > 0) unseen += bytes;
    if (unseen < LOOK_EVERY_BYTES) return;
    const coming = bytes > 0 ? bytes : 0;
    unseen = 0;
    if (memoryUsage().arrayBuffers + coming <= limit) return;
    (collect ??= garbageCollector())();
    if (memoryUsage().arrayBuffers + coming > limit) exceeded();
  };
  new Script(CHARGED_MAKERS).runInThisContext()(charge);
  for (const name of ['alloc', 'allocUnsafe', 'allocUnsafeSlow'] as const) {
    const make = Buffer[name] as (size: number, ...rest: unknown[]) => Buffer;
    Object.defineProperty(Buffer, name, {
      value: (size: number, ...rest: unknown[]) => {
        charge(size);
        return make.call(Buffer, size, ...rest);
      },
      writable: true,
      configurable: true,
      enumerable: true,
    });
  }
  return charge;
}

/** Only a context that is made after the flag was set has the function. */
function garbageCollector(): () => void {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  setFlagsFromString('--no-expose-gc');
  return collect;
}

/** Runs inside a context, before any code of a function; `charge` is seen by nobody there. */
export const CHARGED_MAKERS = `(function (charge) {
  'use strict';
  // Kept, because a CloudFront Function has no Reflect.
  var construct = Reflect.construct;
  function replace(object, name, value) {
    Object.defineProperty(object, name, { value: value, writable: true, configurable: true, enumerable: false });
  }
  ['ArrayBuffer', 'SharedArrayBuffer', 'Int8Array', 'Uint8Array', 'Uint8ClampedArray', 'Int16Array', 'Uint16Array',
    'Int32Array', 'Uint32Array', 'Float32Array', 'Float64Array', 'BigInt64Array', 'BigUint64Array',
  ].forEach(function (name) {
    var maker = globalThis[name];
    if (!maker) return;
    var width = maker.BYTES_PER_ELEMENT || 1, charged = new Proxy(maker, {
      construct: function (target, args, newTarget) {
        var first = args[0];
        if (typeof first === 'number') charge(first * width);
        else if (first && typeof first.length === 'number' && width) charge(first.length * width);
        return construct(target, args, newTarget === charged ? target : newTarget);
      },
    });
    replace(globalThis, name, charged);
    replace(maker.prototype, 'constructor', charged);
  });
})`;
