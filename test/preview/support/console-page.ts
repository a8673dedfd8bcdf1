import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const ROOT = join(__dirname, '../../..');
let built: string | undefined;

/** The page of the console, bundled from source as in the build. */
export function consolePageFile(): string {
  if (built === undefined) {
    built = join(mkdtempSync(join(tmpdir(), 'edge-console-page-')), 'index.html');
    const bundler = pathToFileURL(join(ROOT, 'projenrc/console.mjs')).href;
    const script = `import { bundleConsole } from '${bundler}'; await bundleConsole(${JSON.stringify(built)});`;
    const { status, stderr } = spawnSync('node', ['--input-type=module', '-e', script], { cwd: ROOT, encoding: 'utf8' });
    if (status !== 0) throw new Error(stderr);
  }
  return built;
}
