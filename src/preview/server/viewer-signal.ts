import type { Socket } from 'node:net';

const controllers = new WeakMap<Socket, Set<AbortController>>();

/**
 * A signal for one request, which is aborted when its connection closes. It listens to the socket, because a request
 * that is queued behind another one on its connection has no event for that.
 */
export function viewerSignal(socket: Socket): { readonly signal: AbortSignal; release(): void } {
  let open = controllers.get(socket);
  if (open === undefined) {
    const all = new Set<AbortController>();
    controllers.set(socket, open = all);
    socket.once('close', () => all.forEach((controller) => controller.abort()));
  }
  const controller = new AbortController();
  open.add(controller);
  if (socket.destroyed) controller.abort();
  const { signal } = controller;
  return { signal, release: () => void controllers.get(socket)?.delete(controller) };
}
