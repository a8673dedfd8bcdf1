import { EventEmitter } from 'node:events';
import { createRequire } from 'node:module';
import { runInNewContext } from 'node:vm';
import { composeCode, inlineData } from '../../src/attach/slots/code';
import type { BakedStep } from '../../src/attach/slots/contribution';

export type LambdaHandler = (event: unknown, context?: object) => Promise<any>;

const requireHere = createRequire(__filename);

/** Each function has a process of its own to listen to, as at the edge. */
export const requireApart = (name: string) => (name === 'node:process' ? new EventEmitter() : requireHere(name));

/**
 * Runs the code of a slot's function as Lambda does: a CommonJS module, nothing else around it but what a step that
 * calls out needs.
 */
export function loadFunction(
  code: string,
  log: (line: string) => void = () => undefined,
  globals: object = {},
): LambdaHandler {
  const module = { exports: {} as { handler?: LambdaHandler } };
  const modules = { exports: module.exports, module, require: requireApart, Buffer, TextDecoder, structuredClone };
  runInNewContext(code, { ...modules, console: { log }, ...globals });
  return module.exports.handler!;
}

/** The function of these steps, from the built parts. */
export function builtFunction(steps: BakedStep[], log?: (line: string) => void, globals?: object): LambdaHandler {
  return loadFunction(composeCode(steps, inlineData), log, globals);
}
