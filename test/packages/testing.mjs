// The examples of docs/testing.md, compiled and run by their test runners, on the app that is installed and synthesized.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const PAGE = readFileSync(join(import.meta.dirname, '..', '..', 'docs', 'testing.md'), 'utf8');
const RUNNERS = ['jest@^30', '@jest/globals@^30', 'vitest@^3'];
const LOADS = `
const required = require('cdk-cloudfront-edge/testing');
import('cdk-cloudfront-edge/testing').then((imported) => {
  if (imported.createPreview !== required.createPreview) throw new Error('import and require differ');
  require.resolve('cdk-cloudfront-edge/.jsii');
  if (require('cdk-cloudfront-edge/package.json').name !== 'cdk-cloudfront-edge') throw new Error('package.json');
});`;

/** The checks of an app that has been synthesized into `cdk.out`. */
export const testsOfTheDocs = (app) => {
  const folder = join(app, 'tests');
  const bin = (name) => join(app, 'node_modules', '.bin', name);
  const files = { 'jest.test.ts': 'Jest', 'vitest.test.ts': 'Vitest', 'node.test.ts': 'node:test' };
  return {
    'tests are installed and compiled': async (run) => {
      mkdirSync(folder);
      await run('npm', ['install', '--no-audit', '--no-fund', '--no-save', ...RUNNERS], { cwd: app });
      for (const [file, heading] of Object.entries(files)) writeFileSync(join(folder, file), example(heading));
      writeFileSync(join(folder, 'package.json'), '{"type":"module"}');
      const options = ['--module', 'nodenext', '--target', 'es2022', '--strict', '--skipLibCheck', '--types', 'node'];
      await run(bin('tsc'), ['--ignoreConfig', ...options, ...Object.keys(files)], { cwd: folder });
      // The resolution of CommonJS, which many apps have, does not read `exports`.
      const older = ['--module', 'commonjs', '--moduleResolution', 'node10', '--ignoreDeprecations', '6.0', '--noEmit'];
      await run(bin('tsc'), ['--ignoreConfig', ...older, ...options.slice(2), 'jest.test.ts'], { cwd: folder });
    },
    'the subpath can be required and imported': async (run) => { await run(process.execPath, ['-e', LOADS], { cwd: app }); },
    'tests of Jest pass': async (run) => {
      const env = { ...process.env, NODE_OPTIONS: '--experimental-vm-modules' };
      await run(bin('jest'), ['--rootDir', folder, '--testRegex', 'jest\\.test\\.js$', '--transform', '{}'], { cwd: app, env });
    },
    'tests of Vitest pass': async (run) => { await run(bin('vitest'), ['run', 'vitest.test.ts'], { cwd: app }); },
    'tests of node:test pass': async (run) => {
      await run(process.execPath, ['--test', join(folder, 'node.test.js')], { cwd: app });
    },
  };
};

/** The example under a heading, with the distribution of the app. */
function example(heading) {
  const section = PAGE.split(/^## /m).find((text) => text.startsWith(`${heading}\n`));
  const [, code] = /^```ts[^\n]*\n([^]*?)^```$/m.exec(section);
  return code.replace("'Web/Site'", "'Ireland/Site'");
}
