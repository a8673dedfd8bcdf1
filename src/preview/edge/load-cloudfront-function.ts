import { Script } from 'node:vm';
import type { Charge } from './buffer-charge';
import type { FunctionMemory } from './function-memory';
import { functionRealm, type FunctionRealm } from './function-realm';
import type { Run } from './load-lambda';
import type { CloudFrontFunctionSetup } from './worker-protocol';
import { isObject } from '../../core/values/is-object';

/**
 * Loads a CloudFront Function into a context that has only the globals of its runtime. The context is kept, but the
 * code is evaluated again for every event, because a deployed function keeps no state between events. Code that may
 * change built-ins, such as a polyfill, gets a new context for every event, which takes a millisecond.
 */
export function loadCloudFrontFunction(setup: CloudFrontFunctionSetup, charge: Charge, memory?: FunctionMemory): Run {
  if (!mayChangeBuiltIns(setup.code)) return load(setup, charge, memory);
  let next: Run | undefined = load(setup, charge, memory);
  return (...given) => {
    const run = next ?? load(setup, charge, memory);
    next = undefined;
    return run(...given);
  };
}

function mayChangeBuiltIns(code: string): boolean {
  return CHANGES_BUILT_INS.test(code.replace(READS_BUILT_IN, ''));
}

/** How code looks for own members, which changes nothing. */
const READS_BUILT_IN = /\bObject\.prototype\.(?:hasOwnProperty|propertyIsEnumerable|toString)\.call\b/g;

const CHANGES_BUILT_INS = /\b(?:prototype|__proto__|constructor|globalThis|global|defineProperty|setPrototypeOf)\b/;

function load(setup: CloudFrontFunctionSetup, charge: Charge, memory: FunctionMemory | undefined): Run {
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  const charged = (bytes: number) => {
    memory?.allocated(bytes);
    charge(bytes);
  };
  const outside = { log, spend: () => undefined, memory };
  return functionIn(functionRealm(outside, setup.keyValues, charged, setup.runtime), setup, memory);
}

/** A function in a realm that may have run others. */
export function functionIn(
  { context, prelude }: FunctionRealm, setup: Pick<CloudFrontFunctionSetup, 'code' | 'checks'>, memory?: FunctionMemory,
): Run {
  const { spend, text, result: returned, thrown } = setup.checks ?? {};
  const names = spend === undefined ? '' : [spend, text, returned, thrown].join();
  const opening = `(function (${names}) { return function ($event) { 'use strict'; `;
  // Lines and columns in errors are those of the code.
  const made = new Script(
    `${opening}${withoutImport(setup.code)}\n;return handler($event); }; })`,
    { filename: 'function.js', columnOffset: -opening.length },
  ).runInContext(context) as (...checks: unknown[]) => (event: object) => unknown;
  const { checks } = prelude;
  const run = made(checks.spend, checks.text, checks.result, checks.thrown);
  return (json) => {
    memory?.begin();
    const session = prelude.session();
    const result = run(prelude.revive(json)) as { then?: unknown } | undefined;
    const read = (settled: unknown) => {
      const plain = prelude.read(settled);
      return isObject(plain) ? prelude.withOrigin(plain, session) : plain;
    };
    return typeof result?.then === 'function' ? Promise.resolve(result).then(read) : read(result);
  };
}

/**
 * Replaces the imports of the runtime's built-in modules, which the prelude provides by `require`. They begin a line,
 * or follow each other, as in minified code.
 */
function withoutImport(code: string): string {
  return code.replace(IMPORTS, (imports) => imports.replace(IMPORT, (_, name: string, _quote, module: string) => (
    `var ${name} = require('${module}');`)));
}

const IMPORT = /import\s+([\w$]+)\s+from\s*(['"])(cloudfront|crypto|querystring|buffer)\2[ \t]*;?/g;
const IMPORTS = new RegExp(`^\\s*(?:${IMPORT.source.replace('\\2', '[\'"]')}\\s*)+`, 'gm');
