import type { SyntaxNode } from '../../../core/javascript/syntax';

/** With what no identifier of the code begins. */
export function unusedPrefix(nodes: readonly SyntaxNode[]): string {
  let prefix = '$';
  while (nodes.some(({ type, name }) => type === 'Identifier' && (name as string).startsWith(prefix))) prefix += '$';
  return prefix;
}
