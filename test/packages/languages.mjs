// How each language gets the library: packed by jsii-pacmak, installed by its own package manager in an empty app, run
// without the CDK CLI.
import { existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { wrongAnswers } from './preview.mjs';
import { testsOfTheDocs } from './testing.mjs';

const ROOT = join(import.meta.dirname, '..', '..');
export const BIN = join(ROOT, 'node_modules', '.bin');
export const VERSIONS = JSON.parse(readFileSync(join(import.meta.dirname, 'versions.json'), 'utf8'));
export const MANIFEST = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const MAVEN = MANIFEST.jsii.targets.java.maven;

/** jsii prints eleven lines about the age of Node at every start, in every language. */
export const QUIET = {
  ...process.env,
  JSII_SILENCE_WARNING_END_OF_LIFE_NODE_VERSION: process.versions.node.split('.')[0],
};
export const pacmak = (run, out, ...args) =>
  run(join(BIN, 'jsii-pacmak'), ['-v', '--no-npmignore', '--outdir', out, ...args], { cwd: ROOT, env: QUIET });
export const synthesizing = (folder) => ({
  cwd: folder,
  env: { ...QUIET, CDK_OUTDIR: join(folder, 'cdk.out'), CDK_VALIDATION: 'false' },
});
const only = (folder, ending) => {
  const found = readdirSync(folder).filter((name) => name.endsWith(ending));
  if (found.length !== 1) throw new Error(`${folder} should hold one ${ending}, got ${JSON.stringify(found)}`);
  return join(folder, found[0]);
};

/** What belongs in the npm package, and so in every other one. */
const SHIPPED = [
  '.jsii',
  '.jsii.tabl.json',
  'LICENSE',
  'README.md',
  'package.json',
  'assets/',
  'bin/',
  'docs/redirects.schema.json',
  'lib/',
];
const NEEDED = [
  '.jsii',
  '.jsii.tabl.json',
  'README.md',
  'lib/index.js',
  'lib/index.d.ts',
  'lib/testing/index.d.ts',
  'assets/cli/testing.js',
  'assets/lambda-edge/slot.js',
  'assets/NOTICES.txt',
  'bin/cdk-cloudfront-edge',
  'docs/redirects.schema.json',
];
/** Their modules are in assets/, so that nothing would load these. */
const BUNDLED = /^lib\/(cli|handlers|preview|testing)\/.*\.js$/;

export const npm = (packages) => async (run) => { await pacmak(run, packages, '--target', 'js'); };

export const wrongFiles = (packages) => async (run) => {
  const list = await run('tar', ['-tzf', only(join(packages, 'js'), '.tgz')]);
  const files = list.trim().split('\n').map((path) => path.replace(/^package\//, ''));
  const surplus = files.filter((file) => BUNDLED.test(file)
    || !SHIPPED.some((part) => part.endsWith('/') ? file.startsWith(part) : file === part));
  const missing = NEEDED.filter((file) => !files.includes(file));
  return [
    ...surplus.map((file) => `${file} does not belong there: see projenrc/published.ts`),
    ...missing.map((file) => `${file} is missing`),
  ];
};

export const typescript = (app, packages) => ({
  'is installed': async (run) => {
    const wanted = ['typescript', '@types/node'].map((name) => `${name}@${MANIFEST.devDependencies[name]}`);
    const cdk = Object.entries(VERSIONS).map(([name, version]) => `${name}@${version}`);
    await run('npm', ['install', '--no-audit', '--no-fund', only(join(packages, 'js'), '.tgz'), ...cdk, ...wanted], {
      cwd: app,
    });
  },
  'compiles, library declarations included': async (run) => { await run(join(app, 'node_modules', '.bin', 'tsc'), ['-p', app]); },
  synthesizes: async (run) => { await run(process.execPath, ['app.mjs'], synthesizing(app)); },
  'previews with the installed command': () => wrongAnswers(join(app, 'node_modules', '.bin', MANIFEST.name), app, QUIET),
  ...testsOfTheDocs(app),
});

export const python = (app, packages) => {
  const bin = join(app, '.venv', process.platform === 'win32' ? 'Scripts' : 'bin');
  return {
    'is packed': async (run) => { await pacmak(run, packages, '--target', 'python'); },
    'is installed': async (run) => {
      await run('python3', ['-m', 'venv', join(app, '.venv')]);
      const cdk = Object.entries(VERSIONS).map(([name, version]) => `${name}==${version}`);
      await run(
        join(bin, 'python'),
        ['-m', 'pip', 'install', '--no-input', only(join(packages, 'python'), '.whl'), ...cdk],
        { cwd: app },
      );
    },
    synthesizes: async (run) => { await run(join(bin, 'python'), ['app.py'], synthesizing(app)); },
    'previews with the installed command': () => wrongAnswers(join(bin, MANIFEST.name), app, QUIET),
  };
};

export const java = (app, packages) => {
  // By itself jsii-pacmak ignores the user's Maven settings, mirrors included, and downloads everything anew in every
  // run.
  const settings = join(homedir(), '.m2', 'settings.xml');
  const repository = join(homedir(), '.m2', 'repository');
  const mirror = existsSync(settings) ? ['--mvn-global-settings', settings] : [];
  // Maven never asks again for a version that it has seen, and every build here has the same one.
  const forgetOurs = () =>
    rmSync(join(repository, ...MAVEN.groupId.split('.'), MAVEN.artifactId, MANIFEST.version), {
      recursive: true,
      force: true,
    });
  return {
    'is packed': async (run) => {
      await pacmak(run, packages, '--target', 'java', '--maven-local-repository', repository, ...mirror);
      forgetOurs();
    },
    'is installed and synthesizes': async (run) => {
      const properties = {
        'edge.repository': `file://${join(packages, 'java')}`,
        'edge.version': MANIFEST.version,
        'cdk.version': VERSIONS['aws-cdk-lib'],
        'constructs.version': VERSIONS.constructs,
        'maven.repo.local': repository,
      };
      const defined = Object.entries(properties).map(([key, value]) => `-D${key}=${value}`);
      await run(
        'mvn',
        ['--batch-mode', '--no-transfer-progress', ...defined, 'compile', 'exec:java'],
        synthesizing(app),
      );
      forgetOurs();
    },
  };
};
