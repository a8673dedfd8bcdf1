import { topLevelBindings } from './bindings';
import { readsOfEvent } from './event-reads';
import { unguardedExports } from './guarded';
import { importedNames } from './imports';
import { isFunction, memberName, nameOf, nodesIn, type Parsed, type SyntaxNode } from './syntax';
import type { EdgeHost } from '../facts/edge-events';

/**
 * The host that a file is written for, from its code: which event its handler reads, what it answers, and how it gives
 * the handler away. Undefined if the code does not tell.
 */
export function hostOfFile(file: Parsed): EdgeHost | undefined {
  const nodes = [...nodesIn(file.program)];
  // The event of Lambda@Edge is { Records: [{ cf: { request } }] }, that of CloudFront Functions { request }.
  const byEvent = onlyOne(
    nodes.some((node) => namesProperty(node, 'Records')),
    handlersOf(file, nodes).some((handler) => readsOfEvent(file, handler).some((name) => PARTS.has(name))),
  );
  if (byEvent !== NEITHER) return byEvent;
  if (importedNames(file).some(({ module }) => module === 'cloudfront')) return 'cloudfront-function';
  // An answer is { status: '403' } or { statusCode: 403 }.
  const byAnswer = onlyOne(
    nodes.some((node) => isKey(node, 'status')), nodes.some((node) => isKey(node, 'statusCode')));
  if (typeof byAnswer === 'string') return byAnswer;
  if (unguardedExports(file)) return 'lambda-edge';
  if (!declaresHandler(file)) return undefined;
  // What is exported for tests alone, under a condition, decides nothing.
  return nodes.some(isExports) ? undefined : 'cloudfront-function';
}

/** Whether a file exports a `handler`, as CommonJS modules do. */
export function exportsHandler({ program }: Parsed): boolean {
  const nodes = [...nodesIn(program)];
  return nodes.some(isExports) && nodes.some((node) => nameOf(node) === 'handler');
}

/** Whether the top level of a file declares a `handler`, as that of a CloudFront Function does. */
export function declaresHandler(file: Parsed): boolean {
  return topLevelBindings(file).some(({ name }) => name === 'handler');
}

/** What only the event of CloudFront Functions has. */
const PARTS: ReadonlySet<string> = new Set(['request', 'response', 'viewer', 'context']);

const NEITHER = Symbol('neither');

/** Undefined for both. */
function onlyOne(lambda: boolean, cloudFrontFunction: boolean): EdgeHost | typeof NEITHER | undefined {
  if (lambda === cloudFrontFunction) return lambda ? undefined : NEITHER;
  return lambda ? 'lambda-edge' : 'cloudfront-function';
}

/** The functions that a file exports or declares as its `handler`; none if it is made by something else. */
function handlersOf(file: Parsed, nodes: readonly SyntaxNode[]): SyntaxNode[] {
  const exported = nodes.flatMap((node) => exportedHandler(node) ?? []);
  const bindings = topLevelBindings(file);
  const local = (name: string) => bindings.find((one) => one.name === name)?.value;
  const candidates = [...exported.flatMap((node) => [node, local(nameOf(node) ?? '')]), local('handler')];
  return candidates.filter((node): node is SyntaxNode => node !== undefined && isFunction(node));
}

/** `exports.handler = …`, `handler: …` in an object, or `export { … as handler }`. */
function exportedHandler(node: SyntaxNode): SyntaxNode | undefined {
  const { type, left, right, value, local, exported } = node;
  if (type === 'AssignmentExpression' && memberName(left as SyntaxNode) === 'handler') return right as SyntaxNode;
  if (type === 'ExportSpecifier' && nameOf(exported) === 'handler') return local as SyntaxNode;
  return isKey(node, 'handler') ? value as SyntaxNode : undefined;
}

/** `exports`, also as a part of `module.exports`. */
function isExports(node: SyntaxNode): boolean {
  return node.type === 'Identifier' && node.name === 'exports';
}

/** `event.Records`, `event['Records']`, or `const { Records } = event`. */
function namesProperty(node: SyntaxNode, name: string): boolean {
  return memberName(node) === name || isKey(node, name);
}

function isKey(node: SyntaxNode, name: string): boolean {
  return node.type === 'Property' && !node.computed && nameOf(node.key) === name;
}
