import { setFlagsFromString } from 'node:v8';

/**
 * The flags of the versions of V8 that optimize functions so early that a check of a thousand rules spends a third of
 * its time on it. Those of other versions have other names, and V8 prints an error for an unknown one.
 */
const LATER: Readonly<Record<string, string>> = {
  11: '--interrupt-budget=400000', // Node.js 20
  12: '--invocation-count-for-turbofan=20000', // Node.js 22
};

/** Lets V8 optimize only what runs long. A check of a million rules takes as long as before. */
export function optimizeLater(): void {
  const flag = LATER[process.versions.v8.split('.')[0]];
  if (flag !== undefined) setFlagsFromString(flag);
}
