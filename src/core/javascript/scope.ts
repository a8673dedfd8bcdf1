import { topLevelBindings } from './bindings';
import type { HoistedImports } from './hoisted-imports';
import { withoutImports } from './imports';
import { isFunction, nodesIn, type Parsed } from './syntax';

/**
 * A file of a CloudFront Function as an expression: a function that evaluates it in a scope of its own and returns its
 * handler.
 *
 * An arrow function keeps `this` of the top level. The handler is looked up in each call if the file may assign another
 * one. The line break after the code closes a comment on its last line.
 */
export function scopedFile(file: Parsed, imports: HoistedImports): string {
  const { names, code } = withoutImports(file);
  const handler = hasFixedHandler(file) ? 'handler' : 'function (event) { return handler(event); }';
  return `() => {${imports.declarations(names)}\n${code}\nreturn ${handler}; }`;
}

/** Whether `handler` is a function that the file names nowhere else. */
function hasFixedHandler(file: Parsed): boolean {
  const uses = [...nodesIn(file.program)].filter(({ type, name }) => type === 'Identifier' && name === 'handler');
  const handler = topLevelBindings(file).find(({ name }) => name === 'handler')?.value;
  return uses.length === 1 && handler !== undefined && isFunction(handler);
}
