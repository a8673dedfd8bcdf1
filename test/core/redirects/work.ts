import { openProgram } from '../../../src/core/redirects/program/open';
import type { RedirectRequest } from '../../../src/core/redirects/types';

/**
 * How many bytes of a program a lookup reads. Every step of the matcher reads one, so that the count stands for time, and is the same on every machine.
 */
export function workOf(program: Uint8Array): (request: RedirectRequest) => number {
  let reads = 0;
  const counted = (bytes: Uint8Array): Uint8Array => new Proxy(bytes, {
    get: (target, key) => {
      if (key === 'subarray') return (from?: number, to?: number) => counted(target.subarray(from, to));
      reads++;
      return Reflect.get(target, key, target);
    },
  });
  const matcher = openProgram(counted(program));
  return (request) => {
    reads = 0;
    matcher.match(request);
    return reads;
  };
}
