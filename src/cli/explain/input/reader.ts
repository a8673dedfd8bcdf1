import type { Faults } from './faults';
import type { Observation } from '../../../core/explain/observation';

/** Where readers put what they find: observations one by one, so that an input need not be in memory. */
export interface Sink {
  readonly faults: Faults;
  add(observation: Observation): void;
}

/** What is kept of a body: error pages are short. */
export const BODY_MAX_LENGTH = 65_536;

/** Adds a value to the headers, by the name in lower case. */
export function addHeader(headers: Record<string, string[]>, name: string, value: string): void {
  const lower = name.toLowerCase();
  // `__proto__` is a valid header name.
  if (!Object.hasOwn(headers, lower)) {
    Object.defineProperty(headers, lower, { value: [], enumerable: true, configurable: true, writable: true });
  }
  headers[lower].push(value);
}
