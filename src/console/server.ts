import type { Faults } from '../preview/console/api';
import { CONSOLE_HEADER } from '../preview/console/api';

/** What the server says is wrong, one line for each problem. */
export class Refused extends Error {}

export async function read<T>(path: string): Promise<T> {
  return answerOf<T>(await fetch(`api/${path}`));
}

export async function act<T>(path: string, value: unknown): Promise<T> {
  return answerOf<T>(await fetch(`api/${path}`, {
    method: 'POST', body: JSON.stringify(value), headers: { 'content-type': 'application/json', [CONSOLE_HEADER]: '1' },
  }));
}

async function answerOf<T>(response: Response): Promise<T> {
  const value: unknown = await response.json().catch(() => ({ problems: [{ message: `status ${response.status}` }] }));
  if (response.ok) return value as T;
  throw new Refused((value as Faults).problems.map(({ message }) => message).join('\n'));
}

/** The message of an error that a user can do something about. */
export function messageOf(error: unknown): string {
  return error instanceof Refused ? error.message : `The preview does not answer: ${String(error)}`;
}
