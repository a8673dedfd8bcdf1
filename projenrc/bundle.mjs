// Builds assets/: what runs at the edge, in the preview's workers and on the command line.
// A budget is a promise to users (cold start, CloudFront Functions' 10 KB): raise one only on purpose.
import { build, transform } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { notices } from './notices.mjs';

/** Edge code is minified plain script text that the library concatenates per slot: each file leaves one global variable behind. */
const edge = [
  { entry: 'src/handlers/lambda-edge/slot.ts', out: 'lambda-edge/slot.js', global: 'edgeSlot', budget: 3_000 },
  { entry: 'src/handlers/lambda-edge/redirect.step.ts', out: 'lambda-edge/redirect.js', global: 'redirectStep', budget: 15_744 },
  { entry: 'src/handlers/lambda-edge/mask-errors.step.ts', out: 'lambda-edge/mask-errors.js', global: 'maskErrorsStep', budget: 4_096 },
  { entry: 'src/handlers/lambda-edge/custom.step.ts', out: 'lambda-edge/custom.js', global: 'customStep', budget: 9_728 },
  { entry: 'src/handlers/lambda-edge/mask-errors-stored.step.ts', out: 'lambda-edge/mask-errors-stored.js', global: 'maskErrorsStoredStep', budget: 8_448 },
  { entry: 'src/handlers/lambda-edge/headers.step.ts', out: 'lambda-edge/headers.js', global: 'headersStep', budget: 1_024 },
  // Only in functions with a value that CloudFormation fills in.
  { entry: 'src/handlers/lambda-edge/deploy-values.ts', out: 'lambda-edge/deploy-values.js', global: 'deployValues', budget: 7_040 },
];
/** CloudFront Functions: esbuild cannot compile down to their dialect, so the source is written in it and only minified. */
const dialect = [
  { entry: 'src/handlers/cloudfront-function/slot.ts', out: 'cloudfront-function/slot.js', budget: 3_328 },
];
const tools = [
  { entry: 'src/cli/main.ts', out: 'cli/main.js' },
  { entry: 'src/preview/edge/worker.ts', out: 'cli/worker.js' },
];

rmSync('assets', { recursive: true, force: true });
mkdirSync('assets', { recursive: true });
const common = { bundle: true, metafile: true, legalComments: 'none', logLevel: 'warning', tsconfig: 'tsconfig.json' };
const inputs = await Promise.all([
  ...edge.map(async ({ entry, out, global }) => {
    const { metafile, outputFiles: [file] } = await build({
      ...common, entryPoints: [entry], outfile: `assets/${out}`, format: 'esm', target: 'node22', platform: 'node', minify: true, write: false,
    });
    mkdirSync('assets/lambda-edge', { recursive: true });
    writeFileSync(`assets/${out}`, asGlobal(global, file.text));
    return Object.keys(metafile.inputs);
  }),
  ...tools.map(async ({ entry, out }) => {
    const { metafile } = await build({
      ...common, entryPoints: [entry], outfile: `assets/${out}`, format: 'cjs', target: 'node20', platform: 'node', minifySyntax: true,
    });
    return Object.keys(metafile.inputs);
  }),
]);
writeFileSync('assets/NOTICES.txt', notices(inputs.flat()));

for (const { entry, out } of dialect) {
  const { code } = await transform(readFileSync(entry, 'utf8'), { loader: 'ts', target: 'es2017', minifyWhitespace: true, minifyIdentifiers: true });
  mkdirSync('assets/cloudfront-function', { recursive: true });
  // There are no modules in that dialect; the export is for the compiler.
  writeFileSync(`assets/${out}`, code.replace(/^export /, ''));
}

/** A module as one global object, strict as the file that it will stand in. esbuild's own form for it carries a third of a kilobyte for exports that change, which ours never do. */
function asGlobal(name, code) {
  const [, body, names] = /^([^]*)export\s*\{([^}]*)\};?\s*$/.exec(code);
  const members = names.split(',').map((n) => n.trim().split(/\s+as\s+/)).map(([local, exported = local]) => `${exported}:${local}`);
  const required = body.trim()
    .replace(/import\s*\*\s*as\s+([\w$]+)\s+from\s*("[^"]+");/g, 'const $1=require($2);')
    .replace(/import\s*\{([^}]*)\}\s*from\s*("[^"]+");/g, (_, list, from) => `const{${list.replace(/\s+as\s+/g, ':')}}=require(${from});`);
  if (/(?:^|;)import[\s*{]/.test(required)) throw new Error(`${name} imports in a way that asGlobal does not know`);
  return `var ${name}=(()=>{${required}return{${members.join(',')}}})();`;
}

let over = 0;
for (const { out, budget } of [...edge, ...dialect]) {
  const size = statSync(`assets/${out}`).size;
  if (size > budget) over += 1;
  console.log(`${out}: ${size} bytes of ${budget}${size > budget ? '  OVER BUDGET' : ''}`);
}
process.exitCode = over === 0 ? 0 : 1;
