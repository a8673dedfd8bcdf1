// Bundles the command line and the preview's workers into assets/cli/.
import { build } from 'esbuild';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

const TOOLS = [
  { entry: 'src/cli/main.ts', out: 'main.js', minify: true, isShared: true },
  // It starts once per function, so it stays a single file.
  { entry: 'src/preview/edge/worker.ts', out: 'worker.js' },
];

/**
 * Writes the tools to a folder, and returns their source files and the modules that they share with the library.
 *
 * With `lib`, the command line requires the modules that are in the compiled library instead of containing them again,
 * so the folder must be two levels below the package, as assets/cli is. Without it, the tools need no other file.
 */
export async function bundleTools(folder, { lib } = {}) {
  const results = await Promise.all(TOOLS.map(({ entry, out, minify = false, isShared = false }) => build({
    bundle: true,
    metafile: true,
    legalComments: 'none',
    logLevel: 'warning',
    tsconfig: 'tsconfig.json',
    entryPoints: [entry],
    outfile: join(folder, out),
    format: 'cjs',
    target: 'node20',
    platform: 'node',
    minifySyntax: true,
    minify,
    plugins: isShared && lib !== undefined ? [sharedModules(lib)] : [],
  })));
  const outputs = results.flatMap(({ metafile }) => Object.values(metafile.outputs));
  return {
    inputs: results.flatMap(({ metafile }) => Object.keys(metafile.inputs)),
    shared: [...new Set(
      outputs.flatMap(({ imports }) => imports.map(({ path }) => path).filter((path) => path.startsWith('.'))),
    )],
  };
}

/** Leaves out modules of src/ that are compiled in the library. All modules that those require are there as well. */
function sharedModules(lib) {
  const src = join(process.cwd(), 'src');
  return {
    name: 'shared modules',
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, async ({ path, resolveDir, kind, importer, pluginData }) => {
        if (pluginData === 'resolving') return undefined;
        const resolved = await builder.resolve(path, { resolveDir, kind, importer, pluginData: 'resolving' });
        const module = relative(src, resolved.path).replace(/\.ts$/, '');
        if (module.startsWith('..') || !existsSync(join(lib, `${module}.js`))) return undefined;
        return { path: `../../lib/${module.split(sep).join('/')}`, external: true };
      });
    },
  };
}
