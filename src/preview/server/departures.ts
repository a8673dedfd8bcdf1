import type { Socket } from 'node:net';

const waiting = new WeakMap<Socket, Set<AbortController>>();

/**
 * A signal for one request on a connection: aborted when the connection closes. Asked of the socket, because a request
 * that is still queued behind another one on its connection is not told.
 */
export function departure(socket: Socket): { readonly signal: AbortSignal; answered(): void } {
  let of = waiting.get(socket);
  if (of === undefined) {
    const all = new Set<AbortController>();
    waiting.set(socket, of = all);
    socket.once('close', () => all.forEach((controller) => controller.abort()));
  }
  const controller = new AbortController();
  of.add(controller);
  if (socket.destroyed) controller.abort();
  const { signal } = controller;
  return { signal, answered: () => void waiting.get(socket)?.delete(controller) };
}
