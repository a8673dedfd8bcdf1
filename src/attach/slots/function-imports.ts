/** Imports of the modules of the CloudFront Functions runtime, as AWS samples write them. */
const IMPORT = /^([^\S\n]*)import\s+([\w$]+)\s+from\s+(['"])(cloudfront|crypto|querystring|buffer)\3/gm;

/**
 * Removes the imports of a file, which are not allowed inside a function. `cloudfront` is imported once, before all
 * files; the other modules become `require` calls, so that each file keeps its own names for them.
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
