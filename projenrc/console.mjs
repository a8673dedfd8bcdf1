// Bundles the page of the preview's console into one file: assets/console/index.html.
import { build, transform } from 'esbuild';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const FOLDER = 'src/console';
/** Bytes of the page. It is in the package of each language: raise the budget only on purpose. */
const BUDGET = 40_000;

/** Writes the page, with its script and style in it, so that its policy can name both by their hashes. */
export async function bundleConsole(file) {
  const { outputFiles: [script], metafile } = await build({
    entryPoints: [join(FOLDER, 'main.ts')], bundle: true, format: 'iife', target: 'es2022', minify: true, write: false,
    metafile: true, legalComments: 'none', charset: 'utf8', tsconfig: join(FOLDER, 'tsconfig.json'),
  });
  const { outputFiles: [tokens] } = await build({
    stdin: { contents: "export { TOKENS } from './src/preview/console/tokens'", resolveDir: '.', loader: 'ts' },
    bundle: true, format: 'esm', write: false,
  });
  const { TOKENS } = await import(`data:text/javascript,${encodeURIComponent(tokens.text)}`);
  const style = await transform(TOKENS + readFileSync(join(FOLDER, 'style.css'), 'utf8'), { loader: 'css', minify: true });
  const html = readFileSync(join(FOLDER, 'index.html'), 'utf8').replace(/\n\s*/g, '\n')
    .replace('/* style */', () => style.code.trim())
    .replace('/* script */', () => script.text.trim().replaceAll('</script', '<\\/script'));
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, html);
  const bytes = Buffer.byteLength(html);
  console.log(`console: ${bytes} bytes of ${BUDGET}${bytes > BUDGET ? '  OVER BUDGET' : ''}`);
  return { inputs: Object.keys(metafile.inputs), fits: bytes <= BUDGET };
}
