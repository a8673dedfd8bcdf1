import { Script } from 'node:vm';
import { withoutImports } from '../../attach/slots/function-imports';
import type { EdgeHost } from '../../core/facts/edge-events';
import { error, type CodeOf, type Problem } from '../../core/problem';

/** The markers of CDK tokens in texts and lists. */
const TOKEN = /[$#]\{Token\[[\w:.-]*\]\}/;

/** Checks that a file of the user can be loaded: at the edge, a failure would only be visible in a log. */
export function checkStepCode(code: string, host: EdgeHost, path: string): Problem[] {
  const [token] = TOKEN.exec(code) ?? [];
  if (token !== undefined) {
    return [inFile('EDGE_STEP_TOKEN', path,
      `has ${JSON.stringify(token)}, which the CDK takes for a value that is only known at deploy time and would paste `
      + 'into the code; write the value itself, or another text, such as "$" + "{Token["')];
  }
  const syntax = syntaxError(host === 'lambda-edge' ? commonJs(code) : cloudFrontFunction(code));
  if (syntax !== undefined) {
    const cure = host === 'lambda-edge'
      ? 'bundle it to one CommonJS file first, e.g. with "esbuild --bundle --platform=node --format=cjs"'
      : 'write it in the dialect of CloudFront Functions';
    return [inFile('EDGE_STEP_SYNTAX', path, `cannot be loaded: ${syntax}; ${cure}`)];
  }
  const handler = host === 'lambda-edge' ? /\bhandler\b/ : /\bfunction\s+handler\s*\(|\b(?:const|let|var)\s+handler\b/;
  return handler.test(code) ? [] : [inFile('EDGE_STEP_HANDLER', path, host === 'lambda-edge'
    ? 'exports no "handler"; write exports.handler = async (event) => ...'
    : 'has no function named "handler"; write function handler(event) { ... }')];
}

function commonJs(code: string): string {
  return `"use strict";(function (module, exports, require) {\n${code}\n})`;
}

function cloudFrontFunction(code: string): string {
  return `"use strict";(function () {\n${withoutImports(code).code}\n})`;
}

function syntaxError(source: string): string | undefined {
  try {
    new Script(source);
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

function inFile(code: CodeOf<'error'>, path: string, message: string): Problem {
  return error(code, message, { file: path, line: 1, column: 1 });
}
