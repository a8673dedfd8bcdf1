import { createHash, createHmac } from 'node:crypto';
import { createContext, Script, type Context } from 'node:vm';
import { CHARGED_CONSTRUCTORS, type Charge } from './buffer-charge';
import { FUNCTION_PRELUDE } from './function-prelude';
import type { Run } from './load-lambda';
import type { CloudFrontFunctionSetup } from './worker-protocol';
import { ABSENT_GLOBALS, ABSENT_MEMBERS } from '../../core/facts/cloudfront-functions';

/**
 * Loads a CloudFront Function into a context that has only the globals of its runtime. The context is kept, but the
 * code is evaluated again for every event, because a deployed function keeps no state between events.
 */
export function loadCloudFrontFunction(setup: CloudFrontFunctionSetup, charge: Charge): Run {
  const context = createContext(Object.create(null), { codeGeneration: { strings: false, wasm: false } });
  const bridge = {
    digest,
    log: (line: string) => process.stdout.write(`${line}\n`),
    keyValues: JSON.stringify(setup.keyValues),
  };
  new Script(CHARGED_CONSTRUCTORS).runInContext(context)(charge);
  new Script(FUNCTION_PRELUDE).runInContext(context)(bridge);
  new Script(PRUNE).runInContext(context)(JSON.stringify(ABSENT_GLOBALS), JSON.stringify(ABSENT_MEMBERS));
  // The code starts on the first line, so that line numbers in errors are those of the function.
  const run = new Script(
    `(function ($event, $revive) { 'use strict'; ${withoutImport(setup.code)}\n;return handler($revive($event)); })`,
    { filename: 'function.js' },
  ).runInContext(context) as (event: string, revive: unknown) => unknown;
  const [revive, selected] = ['$revive', '$selected'].map((name) => taken(context, name));
  const withOrigin = selected as (result: unknown) => unknown;
  return (event) => {
    const result = run(event, revive) as { then?: unknown } | undefined;
    return typeof result?.then === 'function' ? Promise.resolve(result).then(withOrigin) : withOrigin(result);
  };
}

/** A helper of the prelude, which the function must not see. */
function taken(context: Context, name: string): unknown {
  const helper: unknown = new Script(`(globalThis.${name})`).runInContext(context);
  new Script(`delete globalThis.${name}`).runInContext(context);
  return helper;
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

/** Runs inside the context, before the function. */
const PRUNE = `(function (globals, members) {
  JSON.parse(globals).forEach(function (name) { delete globalThis[name]; });
  members = JSON.parse(members);
  Object.keys(members).forEach(function (path) {
    var holder = path.split('.').reduce(function (at, key) { return at && at[key]; }, globalThis);
    if (holder) members[path].forEach(function (name) { delete holder[name]; });
  });
})`;

/** Takes and returns strings: an object of this context would give the function access to Node.js. */
function digest(
  algorithm: string,
  key: string | undefined,
  data: string,
  encoding: 'hex' | 'base64' | 'base64url',
): string {
  const hash = key === undefined ? createHash(algorithm) : createHmac(algorithm, Buffer.from(key, 'latin1'));
  return hash.update(Buffer.from(data, 'latin1')).digest(encoding);
}
