// Bundles the parsers with which synthesis reads code and pages of users, because the library has no dependencies.
import { build } from 'esbuild';
import { join } from 'node:path';

const PARSERS = {
  'acorn.js': "export { parse } from 'acorn';",
  'pages.js': "export { Parser } from 'parse5'; export { parseXml } from '@rgrove/parse-xml';",
};

export async function bundleParsers(folder) {
  const built = await Promise.all(Object.entries(PARSERS).map(([name, contents]) => build({
    stdin: { contents, resolveDir: process.cwd() },
    bundle: true, metafile: true, minify: true, legalComments: 'none', logLevel: 'warning',
    format: 'cjs', target: 'node20', platform: 'node', outfile: join(folder, name),
  })));
  return { inputs: built.flatMap(({ metafile }) => Object.keys(metafile.inputs)) };
}
