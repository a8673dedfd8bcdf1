// Bundles the parser with which synthesis reads code of users, because the library has no dependencies.
import { build } from 'esbuild';
import { join } from 'node:path';

export async function bundleParser(folder) {
  const { metafile } = await build({
    stdin: { contents: "export { parse } from 'acorn';", resolveDir: process.cwd() },
    bundle: true, metafile: true, minify: true, legalComments: 'none', logLevel: 'warning',
    format: 'cjs', target: 'node20', platform: 'node', outfile: join(folder, 'acorn.js'),
  });
  return { inputs: Object.keys(metafile.inputs) };
}
