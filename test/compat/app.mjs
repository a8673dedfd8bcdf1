// An app outside the repository: the packed library, the newest CDK, and the matrix, which imports the library from
// `src`.
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(import.meta.dirname, '..', '..');
const MODULES = join(ROOT, 'node_modules');
const { name: LIBRARY } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));

/** Writes the files of the app: the tests are exact copies of those of the repository. */
export function writeApp(app) {
  for (const folder of ['src', 'test/support']) mkdirSync(join(app, folder), { recursive: true });
  cpSync(join(ROOT, 'test', 'matrix'), join(app, 'test', 'matrix'), { recursive: true });
  for (const file of readdirSync(join(ROOT, 'test', 'support')).filter((f) => f.endsWith('.js'))) {
    cpSync(join(ROOT, 'test', 'support', file), join(app, 'test', 'support', file));
  }
  cpSync(join(import.meta.dirname, 'nag.mjs'), join(app, 'nag.mjs'));
  writeFileSync(join(app, 'src', 'index.ts'), `export * from '${LIBRARY}';\n`);
  writeJson(join(app, 'package.json'), { private: true });
  writeJson(join(app, 'tsconfig.json'), {
    compilerOptions: { ...COMPILER_OPTIONS, noEmit: true },
    include: ['src', 'test'],
  });
  writeJson(join(app, 'jest.config.json'), {
    rootDir: app,
    transform: { '^.+\\.ts$': join(ROOT, 'projenrc', 'jest-esbuild.cjs') },
    reporters: ['default', join(ROOT, 'test', 'support', 'totals-reporter.cjs')],
    testTimeout: 60_000,
  });
}

const COMPILER_OPTIONS = {
  module: 'node16',
  target: 'es2022',
  strict: true,
  esModuleInterop: true,
  types: ['node', 'jest'],
  typeRoots: [join(MODULES, '@types')],
};

/**
 * The newest peers that the library is known to work with: a new release of a peer must not break an unchanged tree.
 */
const NEWEST = JSON.parse(readFileSync(join(import.meta.dirname, 'versions.json'), 'utf8'));

/**
 * Packs the library as `npm publish` would, without building it, and installs it beside its peers: COMPAT_CDK=latest
 * tries what came out since.
 */
export const install = (app) => async (run) => {
  const packed = await run('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', app], {
    cwd: ROOT,
  });
  const tarball = join(app, packed.trim().split('\n').pop());
  const peers = Object.entries(NEWEST).map(([name, version]) => `${name}@${process.env.COMPAT_CDK ?? version}`);
  await run('npm', ['install', '--no-audit', '--no-fund', tarball, ...peers], { cwd: app });
  console.log(
    `      ${['aws-cdk-lib', 'constructs', 'cdk-nag'].map((name) => `${name} ${installedVersion(app, name)}`).join(', ')}`,
  );
};

export function installedVersion(app, name) {
  return JSON.parse(readFileSync(join(app, 'node_modules', name, 'package.json'), 'utf8')).version;
}

export const compile = (app) => async (run) => {
  await run(process.execPath, [join(MODULES, 'typescript', 'bin', 'tsc'), '-p', app], { cwd: app });
};

/** Runs the matrix of an app, or of the repository itself, and leaves its templates in a folder. */
export const matrix = (folder, templates) => async (run) => {
  const config = folder === ROOT ? [] : ['--config', join(folder, 'jest.config.json')];
  const env = { ...process.env, MATRIX_TEMPLATES: templates, CDK_VALIDATION: 'false' };
  await run(process.execPath, [join(MODULES, 'jest', 'bin', 'jest.js'), ...config, '--coverage=false', 'test/matrix'], {
    cwd: folder,
    env,
  });
};

export { ROOT };

function writeJson(file, value) {
  writeFileSync(file, JSON.stringify(value, undefined, 2));
}
