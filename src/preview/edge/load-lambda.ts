import { existsSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { LambdaSetup } from './worker-protocol';

/** Runs the handler with an event in JSON and returns its result. */
export type Run = (event: string, context: object, deadline: number) => unknown;

type Handler = (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown;

/** Finds `index.handler` in the function's code, in the order in which Lambda's Node.js runtimes look. */
export async function loadLambda(setup: LambdaSetup): Promise<Run> {
  const dot = setup.handler.lastIndexOf('.');
  const [file, name] = [setup.handler.slice(0, dot), setup.handler.slice(dot + 1)];
  const exported =
    'inline' in setup.code
      ? loadInline(setup.code.inline, setup.modulesFrom)
      : await loadFile(setup.code.directory, file);
  const handler = (exported[name] ?? (exported.default as Record<string, unknown> | undefined)?.[name]) as
    Handler | undefined;
  if (typeof handler !== 'function') throw new Error(`${setup.handler} is undefined or not exported`);
  if (handler.length >= 3 && Number(/^nodejs(\d+)/.exec(setup.runtime)?.[1]) >= 24) {
    throw new Error(`callback handlers ended with Node.js 22; make ${setup.handler} an async function`);
  }
  return (event, context, deadline) => invoke(handler, JSON.parse(event), withClock(context, deadline));
}

interface InlineModule {
  exports: Record<string, unknown>;
  filename: string;
  paths: string[];
  _compile(code: string, file: string): void;
}

/** CloudFormation puts inline code into a CommonJS file. */
function loadInline(source: string, modulesFrom: string): Record<string, unknown> {
  // `_compile` and `_nodeModulePaths` are not in Node's type definitions, but have existed since the first versions.
  const InlineModule = Module as unknown as {
    new (id: string): InlineModule;
    _nodeModulePaths(from: string): string[];
  };
  const module = new InlineModule('/var/task/index.js');
  module.filename = '/var/task/index.js';
  module.paths = InlineModule._nodeModulePaths(modulesFrom);
  module._compile(source, '/var/task/index.js');
  return module.exports;
}

async function loadFile(directory: string, file: string): Promise<Record<string, unknown>> {
  for (const extension of ['.js', '.mjs', '.cjs']) {
    const path = join(directory, file + extension);
    if (existsSync(path)) return await import(pathToFileURL(path).href) as Record<string, unknown>;
  }
  throw new Error(`Cannot find module '${file}' in ${directory}`);
}

/** Lambda awaits the promise that a handler returns; otherwise it waits for the callback. */
function invoke(handler: Handler, event: unknown, context: object): Promise<unknown> {
  return new Promise((resolve, reject) => {
    const returned = handler(event, context, (error, result) => (error ? reject(error) : resolve(result)));
    const promised = typeof (returned as Promise<unknown> | undefined)?.then === 'function';
    if (promised || handler.length < 3) resolve(returned);
  });
}

function withClock(context: object, deadline: number): object {
  return {
    ...context,
    callbackWaitsForEmptyEventLoop: true,
    getRemainingTimeInMillis: () => Math.max(0, deadline - Date.now()),
  };
}
