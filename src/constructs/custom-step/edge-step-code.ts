import { Script } from 'node:vm';
import { stepFiles } from './step-files';
import { moduleProblem } from './step-files-problems';
import { parseJavaScript } from '../../attach/javascript';
import type { StepFiles } from '../../attach/slots/step-files';
import type { EdgeHost } from '../../core/facts/edge-events';
import { filesBeside } from '../../core/javascript/files-beside';
import { unguardedExports } from '../../core/javascript/guarded';
import { declaresHandler, exportsHandler, hostOfFile } from '../../core/javascript/host-of-file';
import { memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from '../../core/javascript/syntax';
import { error, type CodeOf, type Problem } from '../../core/problem';

/** The markers of CDK tokens in texts and lists. */
const TOKEN = /[$#]\{Token\[[\w:.-]*\]\}/;

/** A file of the user, with the files that it needs. */
export interface StepCode {
  readonly files?: StepFiles;
  readonly problems: readonly Problem[];
}

/** Checks that a file of the user can be loaded: at the edge, a failure would only be visible in a log. */
export function readStepCode(code: string, host: EdgeHost, path: string): StepCode {
  const unreadable = unreadableCode(code, host, path);
  if (unreadable !== undefined) return { problems: [unreadable] };
  const file = parsed(code, host);
  // Node.js accepts syntax that is newer than the parser.
  if (file === undefined) return { problems: [] };
  const written = hostOfFile(file);
  if (written !== undefined && written !== host) {
    return { problems: [inFile('EDGE_STEP_HOST', path, WRONG_HOST[written])] };
  }
  const { files, problems } = host === 'lambda-edge' ? stepFiles(path, code, file) : { problems: modules(file, path) };
  if (problems.length > 0) return { problems };
  if (host === 'cloudfront-function' && unguardedExports(file)) {
    return { problems: [inFile('EDGE_STEP_SYNTAX', path, HAS_EXPORTS)] };
  }
  const handles = host === 'lambda-edge' ? exportsHandler(file) || handsOn(file) : declaresHandler(file);
  return handles ? { files, problems } : { problems: [inFile('EDGE_STEP_HANDLER', path, NO_HANDLER[host])] };
}

const NO_HANDLER: Record<EdgeHost, string> = {
  'lambda-edge': 'exports no "handler"; write exports.handler = async (event) => ...',
  'cloudfront-function': 'has no function named "handler"; write function handler(event) { ... }',
};

const OF_CLOUDFRONT_FUNCTIONS = ['cloudfront', 'crypto', 'querystring', 'buffer'];

function modules(file: Parsed, path: string): Problem[] {
  return filesBeside(file).filter(({ by, module }) => by !== 'read' && !OF_CLOUDFRONT_FUNCTIONS.includes(module ?? ''))
    .map((beside) => moduleProblem(path, beside));
}

/** Whether a file exports what another one exports: `module.exports = require('./guard')`. */
function handsOn(file: Parsed): boolean {
  return [...nodesIn(file.program)].some(({ type, left, right }) => (
    type === 'AssignmentExpression' && memberName(left as SyntaxNode) === 'exports'
    && nameOf((left as SyntaxNode).object) === 'module' && nameOf((right as SyntaxNode).callee) === 'require'));
}

function unreadableCode(code: string, host: EdgeHost, path: string): Problem | undefined {
  const [token] = TOKEN.exec(code) ?? [];
  if (token !== undefined) {
    return inFile('EDGE_STEP_TOKEN', path,
      `has ${JSON.stringify(token)}, which the CDK takes for a value that is only known at deploy time and would paste `
      + 'into the code; write the value itself, or another text, such as "$" + "{Token["');
  }
  const syntax = syntaxError(code, host);
  if (syntax === undefined) return undefined;
  // Only an import tells it, which is a syntax error in CommonJS.
  if (host === 'lambda-edge' && isOfCloudFrontFunction(code)) {
    return inFile('EDGE_STEP_HOST', path, WRONG_HOST['cloudfront-function']);
  }
  const cure = host === 'lambda-edge'
    ? 'bundle it to one CommonJS file first, e.g. with "esbuild --bundle --platform=node --format=cjs"'
    : 'write it in the dialect of CloudFront Functions';
  return inFile('EDGE_STEP_SYNTAX', path, `cannot be loaded: ${syntax}; ${cure}`);
}

const HAS_EXPORTS = 'cannot be loaded: it exports something, which CloudFront Functions cannot; remove that, '
  + "or do it only if (typeof module !== 'undefined')";

function isOfCloudFrontFunction(code: string): boolean {
  const file = parsed(code, 'cloudfront-function');
  return file !== undefined && hostOfFile(file) === 'cloudfront-function';
}

/** By the host that the file is written for. */
const WRONG_HOST: Record<EdgeHost, string> = {
  'lambda-edge': 'is a handler of Lambda@Edge: it exports a handler or reads event.Records[0].cf, which CloudFront '
    + 'Functions do not have; remove host: EdgeStepHost.CLOUDFRONT_FUNCTION, or read event.request',
  'cloudfront-function': 'is a handler of a CloudFront Function: it reads event.request or event.response, or only '
    + 'declares a function handler, which Lambda@Edge does not call; add host: EdgeStepHost.CLOUDFRONT_FUNCTION, or '
    + 'read event.Records[0].cf and export the handler',
};

/** Node.js checks files of Lambda@Edge, because it loads them. */
function syntaxError(code: string, host: EdgeHost): string | undefined {
  try {
    if (host === 'lambda-edge') new Script(`"use strict";(function (module, exports, require) {\n${code}\n})`);
    else parseJavaScript(code);
    return undefined;
  } catch (thrown) {
    return (thrown as Error).message;
  }
}

function parsed(code: string, host: EdgeHost): Parsed | undefined {
  try {
    return parseJavaScript(code, host === 'lambda-edge' ? 'commonjs' : host);
  } catch {
    return undefined;
  }
}

function inFile(code: CodeOf<'error'>, path: string, message: string): Problem {
  return error(code, message, { file: path, line: 1, column: 1 });
}
