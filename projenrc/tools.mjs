// Bundles the command line and the preview's workers into assets/cli/.
import { build, transform } from 'esbuild';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';

const COMMON = {
  bundle: true,
  metafile: true,
  legalComments: 'none',
  logLevel: 'warning',
  tsconfig: 'tsconfig.json',
  target: 'node20',
  platform: 'node',
  minifySyntax: true,
};
const CLI = 'src/cli';
const LIB = 'lib';
/** What `cdk-cloudfront-edge/testing` is: the preview for tests. */
const TESTING = ['testing', 'src/testing/index.ts'];

/** Writes the tools to a folder, which need no other file then, and returns their source files. */
export async function bundleTools(folder) {
  const [cli, worker] = await Promise.all([
    bundleCli(),
    // It starts once per function, so it stays a single file.
    build({
      ...COMMON, minifyWhitespace: true, format: 'cjs', entryPoints: ['src/preview/edge/worker.ts'],
      outfile: join(folder, 'worker.js'),
    }),
  ]);
  writeFiles(folder, cli.files);
  return { inputs: [...cli.inputs, ...Object.keys(worker.metafile.inputs)] };
}

/**
 * Bundles the library, as jsii has compiled it, together with the command line, so that modules of both are in the
 * package once. Returns the files of each.
 */
export async function bundleWithLibrary() {
  const { files } = await bundleCli(join(LIB, 'index.js'));
  return { library: files.filter(({ isLibrary }) => isLibrary), cli: files.filter(({ isLibrary }) => !isLibrary) };
}

export function writeFiles(folder, files) {
  for (const { name, code } of files) {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, name), code);
  }
}

/** Bundles the command line, each command in a file of its own, and the library if there is one. */
async function bundleCli(library) {
  const commands = await filesOfTheirOwnFrom(`${CLI}/main.ts`);
  const entries = [['main', `${CLI}/main.ts`], ...existing(TESTING), ...commands.map((path) => [fileName(path), path])];
  if (library !== undefined) entries.push(['index', library]);
  const { outputFiles, metafile } = await build({
    ...COMMON,
    entryPoints: entries.map(([out, path]) => ({ out, in: path })),
    outdir: 'out',
    write: false,
    // esbuild splits ES modules only; each file becomes a CommonJS module below.
    format: 'esm',
    splitting: true,
    chunkNames: 'shared-[hash]',
    external: ['aws-cdk-lib', 'aws-cdk-lib/*', 'constructs'],
    plugins: [filesOfTheirOwn([]), withoutPrograms(), ...(library === undefined ? [] : [compiledModules()])],
  });
  const ofLibrary = library === undefined ? new Set() : reachedFrom('out/index.js', metafile.outputs);
  const files = outputFiles.map(({ path, text }) => ({ name: relative('out', relative('.', path)), text }))
    .map((file) => ({ ...file, isLibrary: ofLibrary.has(`out/${file.name}`) }));
  return {
    inputs: Object.keys(metafile.inputs),
    files: await Promise.all(files.map(async (file) => ({ ...file, code: await asCommonJs(file, files) }))),
  };
}

/** The tests of these tools bundle small projects. */
function existing(entry) {
  return existsSync(entry[1]) ? [entry] : [];
}

/** The files that become files of their own. They are found in runs before, because esbuild needs all entries at once. */
async function filesOfTheirOwnFrom(entry) {
  const all = new Set([entry]);
  for (let next = [entry]; next.length > 0;) {
    const found = [];
    await build({ ...COMMON, entryPoints: next, outdir: 'out', write: false, plugins: [filesOfTheirOwn(found)] });
    next = [...new Set(found)].filter((file) => !all.has(file));
    for (const file of next) all.add(file);
  }
  all.delete(entry);
  return [...all];
}

/** `require('./preview/command')` in the command line becomes `require('./preview-command.js')`. */
function filesOfTheirOwn(found) {
  return {
    name: 'files of their own',
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, ({ path, kind, resolveDir }) => {
        const file = relative('.', join(resolveDir, `${path}.ts`));
        if (kind !== 'require-call' || !file.startsWith(join(CLI, sep))) return undefined;
        found.push(file);
        return { path: `own:${fileName(file)}`, external: true };
      });
    },
  };
}

/** Commander could start other programs as commands. Ours never does, and to load what that needs takes 4 ms. */
function withoutPrograms() {
  return {
    name: 'without programs',
    setup(builder) {
      builder.onResolve({ filter: /^node:child_process$/ }, ({ importer }) =>
        (importer.includes(join('node_modules', 'commander')) ? { path: 'none', namespace: 'none' } : undefined));
      builder.onLoad({ filter: /.*/, namespace: 'none' }, () => ({ contents: '' }));
    },
  };
}

function fileName(path) {
  return relative(CLI, path).replace(/\.ts$/, '').split(sep).join('-');
}

/** Takes modules of src/ from the compiled library if they are there. All modules that those require are there, too. */
function compiledModules() {
  return {
    name: 'compiled modules',
    setup(builder) {
      builder.onResolve({ filter: /^\./ }, async ({ path, resolveDir, kind, importer, pluginData }) => {
        if (pluginData === 'resolving') return undefined;
        const resolved = await builder.resolve(path, { resolveDir, kind, importer, pluginData: 'resolving' });
        const compiled = join(LIB, relative('src', resolved.path)).replace(/\.ts$/, '.js');
        const isThere = compiled.startsWith(join(LIB, sep)) && existsSync(compiled);
        return isThere ? { path: join(process.cwd(), compiled) } : undefined;
      });
    },
  };
}

/** The file and those that it imports, and so on. */
function reachedFrom(file, outputs, reached = new Set()) {
  if (reached.has(file) || outputs[file] === undefined) return reached;
  reached.add(file);
  for (const { path } of outputs[file].imports) reachedFrom(path, outputs, reached);
  return reached;
}

/**
 * Files of the command line are minified. The names in the library stay, so that stack traces can be read; lines are
 * short, because Node.js prints that of an error which nobody catches.
 */
async function asCommonJs({ name, text, isLibrary }, files) {
  const inPlace = text
    .replace(/[\w$]+\("own:([\w-]+)"\)/g, 'require("./$1.js")')
    .replace(/(?<=(?:from|import) ")\.\/([\w-]+\.js)(?=")/g, (path, other) =>
      (isLibrary || !files.some((file) => file.name === other && file.isLibrary) ? path : `../../${LIB}/${other}`));
  const { code } = await transform(inPlace, {
    format: 'cjs', platform: 'node', target: 'node20', minify: !isLibrary, minifySyntax: true, minifyWhitespace: true,
    ...(isLibrary && { lineLimit: 400 }),
  });
  return name === 'index.js' ? `${code}module.exports = module.exports.default;\n` : code;
}
