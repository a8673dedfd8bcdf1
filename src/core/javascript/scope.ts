import type { HoistedImports } from './hoisted-imports';
import { withoutImports } from './imports';
import type { Parsed } from './syntax';

/**
 * A file of a CloudFront Function as an expression: a function that evaluates it in a scope of its own and returns its
 * handler.
 *
 * An arrow function keeps `this` of the top level. The handler is looked up in each call, because the file may assign
 * another one. The line break after the code closes a comment on its last line.
 */
export function scopedFile(file: Parsed, imports: HoistedImports): string {
  const { names, code } = withoutImports(file);
  return `() => {${imports.declarations(names)}\n${code}\nreturn function (event) { return handler(event); }; }`;
}
