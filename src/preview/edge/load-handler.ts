import { existsSync } from 'node:fs';
import { Module } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { WorkerSetup } from './lambda-protocol';

export type Handler = (event: unknown, context: object, callback: (error: unknown, result?: unknown) => void) => unknown;

/** Finds `index.handler` in the function's code, in the order in which Lambda's Node.js runtimes look. */
export async function loadHandler(setup: WorkerSetup): Promise<Handler> {
  const dot = setup.handler.lastIndexOf('.');
  const [file, name] = [setup.handler.slice(0, dot), setup.handler.slice(dot + 1)];
  const exported = 'inline' in setup.code ? loadInline(setup.code.inline, setup.modulesFrom) : await loadFile(setup.code.directory, file);
  const handler = exported[name] ?? (exported.default as Record<string, unknown> | undefined)?.[name];
  if (typeof handler !== 'function') throw new Error(`${setup.handler} is undefined or not exported`);
  return handler as Handler;
}

/** CloudFormation writes inline code into a CommonJS file. */
function loadInline(source: string, modulesFrom: string): Record<string, unknown> {
  // The compiler and the lookup paths are not in Node's type definitions, but have been public for as long as Node.
  const InlineModule = Module as unknown as {
    new (id: string): { exports: Record<string, unknown>; filename: string; paths: string[]; _compile(code: string, file: string): void };
    _nodeModulePaths(from: string): string[];
  };
  const module = new InlineModule('/var/task/index.js');
  module.filename = '/var/task/index.js';
  module.paths = InlineModule._nodeModulePaths(modulesFrom);
  module._compile(source, '/var/task/index.js');
  return module.exports;
}

async function loadFile(directory: string, file: string): Promise<Record<string, unknown>> {
  for (const extension of ['', '.js', '.mjs', '.cjs']) {
    const path = join(directory, file + extension);
    if (extension !== '' && existsSync(path)) return await import(pathToFileURL(path).href) as Record<string, unknown>;
  }
  throw new Error(`Cannot find module '${file}' in ${directory}`);
}
