import type { WorkerMessage } from './worker-protocol';
import { isObject } from '../../core/values/is-object';

/**
 * Parses a line from the process of a function. Returns `undefined` if it is not a message of the protocol: the
 * function's own code can write to the pipe, by mistake or to forge an answer.
 */
export function readAnswer(line: string): WorkerMessage | undefined {
  return asMessage(parsed(line));
}

/**
 * Validates a posted value. Returns a new object that has only the members of the protocol, with the expected types.
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
  const neededBytes = own('neededBytes');
  const needed = typeof neededBytes === 'number' ? { neededBytes } : {};
  if (result === undefined) return { id, ...needed };
  return typeof result === 'string' && parsed(result) !== undefined ? { id, result, ...needed } : undefined;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
