// Builds the parts of edge functions that a registry lists (src/core/slots/parts.ts), each within its byte budget.
import { build, transform } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Loads the registry. It is TypeScript, so that its names are types, and not compiled yet when bundles are built. */
export async function loadRegistry(file = 'src/core/slots/parts.ts') {
  const { outputFiles: [{ text }] } = await build({
    entryPoints: [file], bundle: true, write: false, format: 'esm', logLevel: 'warning',
  });
  return import(`data:text/javascript,${encodeURIComponent(text)}`);
}

/** Writes the parts to a folder, and returns their sizes and source files. */
export async function bundleParts({ HOST_PARTS, FUNCTION_KINDS, partFile }, folder) {
  const parts = Object.entries(HOST_PARTS).flatMap(([host, named]) => (
    Object.entries(named).flatMap(([name, part]) => (
      (part.kinds ? Object.keys(FUNCTION_KINDS) : [undefined]).map((kind) => (
        { ...part, host, constants: kind && FUNCTION_KINDS[kind], out: partFile(host, name, kind) }))))));
  return Promise.all(parts.map(async ({ host, entry, global, constants, budget, out }) => {
    const { code, inputs } = await BUNDLERS[host](entry, global, constants);
    mkdirSync(dirname(join(folder, out)), { recursive: true });
    writeFileSync(join(folder, out), code);
    return { out, budget, size: Buffer.byteLength(code), inputs };
  }));
}

/** Prints the sizes, and returns how many are over their budget. */
export function reportSizes(sizes) {
  for (const { out, size, budget } of sizes) {
    console.log(`${out}: ${size} bytes of ${budget}${size > budget ? '  OVER BUDGET' : ''}`);
  }
  return sizes.filter(({ size, budget }) => size > budget).length;
}

/** Members of the redirect step that only its parts name: not those of events, of rules, or of the language. */
const MEMBERS = [
  'normalized', 'escaped', 'withoutDots', 'trimmed', 'safe', 'spelled', 'encoded', 'merged', 'varies',
  'parameters', 'named', 'times', 'until', 'isPage', 'isHere', 'fill', 'home', 'visit', 'found',
];
const SHORT_MEMBERS = {
  mangleProps: new RegExp(`^(${MEMBERS.join('|')})$`),
  mangleCache: Object.fromEntries(MEMBERS.map((name, index) => [name, String.fromCharCode(97 + index)])),
};

const BUNDLERS = {
  /**
   * Minified script text that the library concatenates for each function: each file defines one global variable.
   */
  'lambda-edge': async (entry, global) => {
    const { metafile, outputFiles: [file] } = await build({
      bundle: true, metafile: true, legalComments: 'none', logLevel: 'warning', tsconfig: 'tsconfig.json',
      entryPoints: [entry], format: 'esm', target: 'node22', platform: 'node', minify: true, write: false,
    });
    return { code: asGlobal(global, file.text), inputs: Object.keys(metafile.inputs) };
  },
  /** esbuild cannot compile to the JavaScript of CloudFront Functions, so the source uses it and is only minified. */
  'cloudfront-function': async (entry, _global, constants = {}) => {
    const source = readFileSync(entry, 'utf8');
    const { code } = await transform(source, {
      loader: 'ts',
      target: 'es2017',
      minifyWhitespace: true,
      minifyIdentifiers: true,
      // In that runtime `await` may not be a part of a larger expression, which is what this makes of it.
      minifySyntax: !/(= |^ *)await /m.test(source),
      define: Object.fromEntries(Object.entries(constants).map(([name, value]) => [name, JSON.stringify(value)])),
      ...(/\/redirect[a-z-]*\.ts$/.test(entry) && SHORT_MEMBERS),
    });
    // That runtime has no modules; the export is for the compiler.
    return { code: code.replace(/(^|[;}]|\n)export /g, '$1'), inputs: [] };
  },
};

/**
 * A module as one global object, in strict mode like the file around it. esbuild's own form needs a third of a kilobyte
 * more for exports that change, which ours never do.
 */
function asGlobal(name, code) {
  const [, body, names] = /^([^]*)export\s*\{([^}]*)\};?\s*$/.exec(code);
  const members = names
    .split(',')
    .map((n) => n.trim().split(/\s+as\s+/))
    .map(([local, exported = local]) => `${exported}:${local}`);
  const required = body
    .trim()
    .replace(/import\s*\*\s*as\s+([\w$]+)\s+from\s*("[^"]+");/g, 'const $1=require($2);')
    .replace(
      /import\s*\{([^}]*)\}\s*from\s*("[^"]+");/g,
      (_, list, from) => `const{${list.replace(/\s+as\s+/g, ':')}}=require(${from});`,
    );
  if (/(?:^|;)import[\s*{]/.test(required)) throw new Error(`${name} has an import that asGlobal does not support`);
  return `var ${name}=(()=>{${required}return{${members.join(',')}}})();`;
}
