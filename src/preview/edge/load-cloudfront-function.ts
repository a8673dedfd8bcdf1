import { Script } from 'node:vm';
import type { Charge } from './buffer-charge';
import { functionRealm } from './function-realm';
import type { Run } from './load-lambda';
import type { CloudFrontFunctionSetup } from './worker-protocol';

/**
 * Loads a CloudFront Function into a context that has only the globals of its runtime. The context is kept, but the
 * code is evaluated again for every event, because a deployed function keeps no state between events. Code that may
 * change built-ins, such as a polyfill, gets a new context for every event, which takes a millisecond.
 */
export function loadCloudFrontFunction(setup: CloudFrontFunctionSetup, charge: Charge): Run {
  if (!CHANGES_BUILT_INS.test(setup.code)) return load(setup, charge);
  let next: Run | undefined = load(setup, charge);
  return (...given) => {
    const run = next ?? load(setup, charge);
    next = undefined;
    return run(...given);
  };
}

const CHANGES_BUILT_INS = /\b(?:prototype|__proto__|constructor|globalThis|global|defineProperty|setPrototypeOf)\b/;

function load(setup: CloudFrontFunctionSetup, charge: Charge): Run {
  const log = (line: string) => void process.stdout.write(`${line}\n`);
  const { context, prelude } = functionRealm({ log, spend: () => undefined }, setup.keyValues, charge, setup.runtime);
  // The code starts on the first line, so that line numbers in errors are those of the function.
  const run = new Script(
    `(function ($event) { 'use strict'; ${withoutImport(setup.code)}\n;return handler($event); })`,
    { filename: 'function.js' },
  ).runInContext(context) as (event: object) => unknown;
  return (json) => {
    const session = prelude.session();
    const result = run(prelude.revive(json)) as { then?: unknown } | undefined;
    return typeof result?.then === 'function'
      ? Promise.resolve(result).then((settled) => prelude.withOrigin(settled, session))
      : prelude.withOrigin(result, session);
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
