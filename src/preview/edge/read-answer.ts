import type { WorkerMessage } from './worker-protocol';
import { isObject } from '../../core/values/is-object';

/**
 * A line from the process of a function, if it is a message of the protocol. Anything else is what the function itself
 * wrote there, by mistake or to be taken for an answer: `undefined`.
 */
export function readAnswer(line: string): WorkerMessage | undefined {
  return asMessage(parsed(line));
}

/**
 * The same of a value that was posted: a new object with the members that it should have, of the types that they should
 * have.
 */
export function asMessage(value: unknown): WorkerMessage | undefined {
  if (!isObject(value)) return undefined;
  const own = (name: string) => (Object.hasOwn(value, name) ? value[name] : undefined);
  const [id, result, error, log, ended] = ['id', 'result', 'error', 'log', 'ended'].map(own);
  if (own('ready') === true) return { ready: true };
  if (own('stray') === true) return { stray: true };
  if (typeof log === 'string') return { log };
  if (typeof ended === 'string') return { ended };
  if (typeof id !== 'string') return undefined;
  if (typeof error === 'string') return { id, error };
  if (result === undefined) return { id };
  return typeof result === 'string' && parsed(result) !== undefined ? { id, result } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
