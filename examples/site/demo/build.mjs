import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { ROOT, run } from './run.mjs';

const SITE = fileURLToPath(new URL('..', import.meta.url));

/** Builds the library when it has not been built, or when a source is newer than the build. */
export async function buildIfStale() {
  const sources = newest(join(ROOT, 'src'));
  if (changed('assets/cli/main.js') < Math.max(sources, changed('projenrc/bundle.mjs'))) {
    console.log('Bundling the edge handlers and the preview ...');
    await run('bundling', ['projenrc/bundle.mjs']);
  }
  if (Math.min(changed('lib/index.js'), changed('.jsii')) < sources) {
    console.log('Compiling the library (half a minute) ...');
    await run('compiling', ['node_modules/jsii/bin/jsii', '--silence-warnings=reserved-word']);
  }
}

/** Writes the cloud assembly of the example into a folder. */
export async function synthesize(outdir, context) {
  const { context: flags } = JSON.parse(readFileSync(join(SITE, 'cdk.json'), 'utf8'));
  await run('synthesizing', ['--import', 'tsx', join(SITE, 'app.ts')], {
    CDK_OUTDIR: outdir,
    CDK_CONTEXT_JSON: JSON.stringify({ ...flags, ...context }),
    // The CDK's rules for all templates take seconds to load and find nothing in this one.
    CDK_VALIDATION: 'false',
  });
}

function newest(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
  return Math.max(...files.map((file) => statSync(join(file.parentPath ?? file.path, file.name)).mtimeMs));
}

/** When a file of the repository was written; 0 if it does not exist. */
function changed(path) {
  const file = join(ROOT, path);
  return existsSync(file) ? statSync(file).mtimeMs : 0;
}
