import type { UserHandler } from './call-handler';
import { watchLateFailures } from './late-failures';
import type { SlotTools } from './slot';
import type { EdgeExchange } from '../../core/slots/step';

type UserModule = { handler?: UserHandler };

/**
 * The user's file as a CommonJS module: its code is the body of this function. `require` is that of the composed file.
 * An ES module is imported, which takes a promise.
 */
export type Load = (module: { exports: UserModule }, exports: UserModule) => void | Promise<void>;

type LogError = SlotTools['logError'];

export function watch(logError: LogError): void {
  watchLateFailures((error) => logError('EDGE_STEP_LATE', {}, error));
}

export function late(step: string, { event, requestId }: EdgeExchange, logError: LogError) {
  return (error: unknown) => logError('EDGE_STEP_LATE', { step, event, requestId }, error);
}

/** Loads the module once. If that fails, each call tries again, and reports it. */
export function loading(load: Load): () => Promise<UserHandler> {
  let handler: Promise<UserHandler> | undefined;
  return () => handler ??= loadHandler(load).catch((error: unknown) => {
    handler = undefined;
    throw error;
  });
}

async function loadHandler(load: Load): Promise<UserHandler> {
  const module = { exports: {} as UserModule };
  await load.call(module.exports, module, module.exports);
  const { handler } = module.exports;
  if (typeof handler !== 'function') throw new Error('the file exports no function "handler"');
  return handler;
}
