/** The modules of the runtime of CloudFront Functions, as its samples import them. */
const IMPORT = /^([^\S\n]*)import\s+([\w$]+)\s+from\s+(['"])(cloudfront|crypto|querystring|buffer)\3/gm;

/**
 * A file without its imports, which cannot stand in a function. `cloudfront` is imported once, in front of all files;
 * the others are required, so that each file has them by the names that it gives them.
 */
export function withoutImports(code: string): { readonly code: string; readonly importsHelpers: boolean } {
  let importsHelpers = false;
  const rest = code.replace(IMPORT, (_, indent: string, name: string, _quote: string, module: string) => {
    if (module !== 'cloudfront') return `${indent}const ${name} = require('${module}')`;
    importsHelpers = true;
    return name === 'cf' ? indent : `${indent}const ${name} = cf`;
  });
  return { code: rest, importsHelpers };
}
