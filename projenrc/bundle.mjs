// Builds assets/: what runs at the edge, in the preview's workers and on the command line.
// A budget is a promise to users (cold start, CloudFront Functions' 10 KB): raise one only on purpose.
import { build, transform } from 'esbuild';
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';

/** Edge code is minified plain script text that the library concatenates per slot: each file leaves one global variable behind. */
const edge = [
  { entry: 'src/handlers/lambda-edge/slot.ts', out: 'lambda-edge/slot.js', global: 'edgeSlot', budget: 3_000 },
  { entry: 'src/handlers/lambda-edge/redirect.step.ts', out: 'lambda-edge/redirect.js', global: 'redirectStep', budget: 11_000 },
  { entry: 'src/handlers/lambda-edge/mask-errors.step.ts', out: 'lambda-edge/mask-errors.js', global: 'maskErrorsStep', budget: 4_096 },
  { entry: 'src/handlers/lambda-edge/custom.step.ts', out: 'lambda-edge/custom.js', global: 'customStep', budget: 1_536 },
  { entry: 'src/handlers/lambda-edge/mask-errors-stored.step.ts', out: 'lambda-edge/mask-errors-stored.js', global: 'maskErrorsStoredStep', budget: 9_000 },
  { entry: 'src/handlers/lambda-edge/headers.step.ts', out: 'lambda-edge/headers.js', global: 'headersStep', budget: 2_048 },
];
/** CloudFront Functions: esbuild cannot compile down to their dialect, so the source is written in it and only minified. */
const dialect = [
  { entry: 'src/handlers/cloudfront-function/slot.ts', out: 'cloudfront-function/slot.js', budget: 1_024 },
];
const tools = [
  { entry: 'src/cli/main.ts', out: 'cli/main.js' },
  { entry: 'src/preview/edge/worker.ts', out: 'cli/worker.js' },
];

rmSync('assets', { recursive: true, force: true });
mkdirSync('assets', { recursive: true });
const common = { bundle: true, legalComments: 'none', logLevel: 'warning', tsconfig: 'tsconfig.json' };
await Promise.all([
  ...edge.map(({ entry, out, global }) => build({
    ...common, entryPoints: [entry], outfile: `assets/${out}`, format: 'iife', globalName: global, target: 'node22', platform: 'node', minify: true,
  })),
  ...tools.map(({ entry, out }) => build({
    ...common, entryPoints: [entry], outfile: `assets/${out}`, format: 'cjs', target: 'node20', platform: 'node', minifySyntax: true,
  })),
]);

for (const { entry, out } of dialect) {
  const { code } = await transform(readFileSync(entry, 'utf8'), { loader: 'ts', target: 'es2017', minifyWhitespace: true, minifyIdentifiers: true });
  mkdirSync('assets/cloudfront-function', { recursive: true });
  // There are no modules in that dialect; the export is for the compiler.
  writeFileSync(`assets/${out}`, code.replace(/^export /, ''));
}

let over = 0;
for (const { out, budget } of [...edge, ...dialect]) {
  const size = statSync(`assets/${out}`).size;
  if (size > budget) over += 1;
  console.log(`${out}: ${size} bytes of ${budget}${size > budget ? '  OVER BUDGET' : ''}`);
}
process.exitCode = over === 0 ? 0 : 1;
