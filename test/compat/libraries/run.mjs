// Public construct libraries that hold functions or policies on their behaviors, at pinned versions: all three of our
// constructs attach to their distributions. `node test/compat/libraries/run.mjs [NAME...]` runs this alone.
import { cpSync, mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { Checks } from '../../packages/checks.mjs';
import { startOrigin } from './origin.mjs';
import { wrongAnswers } from './probes.mjs';
import { lint, templatesIn } from '../templates.mjs';

const ROOT = join(import.meta.dirname, '..', '..', '..');
const read = (...path) => JSON.parse(readFileSync(join(...path), 'utf8'));

/** Checks every library, in a folder of its own. `names` are parts of the names of apps. */
export async function checkLibraries(checks, work, names = []) {
  mkdirSync(work, { recursive: true });
  const ready = await checks.inOrder('libraries', {
    'are installed': install(work),
    'are synthesized, alone and with our constructs': async (run) => {
      await run(process.execPath, ['--import', TSX, 'synth.mjs', ...names], { cwd: work, env: ENV });
    },
  });
  if (!ready) return;
  const sites = read(work, 'out', 'list.json');
  await checks.one('libraries: cfn-lint finds nothing new with our constructs', newFindings(work, sites));
  const origin = await startOrigin();
  const from = { url: origin.url, folder: join(work, 'sites', 'site') };
  const command = join(work, 'node_modules', '.bin', 'cdk-cloudfront-edge');
  for (const site of sites) {
    await checks.one(`${site.name} in ${site.region}`, () => {
      const refused = [site.alone, site.composed].flatMap(({ refused: why }) => why ?? []);
      return refused.length > 0 ? refused : wrongAnswers(command, site, from);
    });
  }
  origin.close();
}

/** Some libraries are ES modules that import files without their extension, which Node.js does not find by itself. */
const TSX = pathToFileURL(join(ROOT, 'node_modules', 'tsx', 'dist', 'loader.mjs')).href;

/** A container that builds a site is replaced by a script. */
const CDK_DOCKER = join(import.meta.dirname, 'container.mjs');

const ENV = { ...process.env, JSII_DEPRECATED: 'quiet', CDK_VALIDATION: 'false', CDK_DOCKER };

/**
 * One folder for all: none needs another version of the CDK than the newest that this library is known to work with.
 */
const install = (work) => async (run) => {
  cpSync(import.meta.dirname, work, { recursive: true });
  const packed = await run('npm', ['pack', '--ignore-scripts', '--loglevel=error', '--pack-destination', work], {
    cwd: ROOT,
  });
  const { 'aws-cdk-lib': cdk, constructs } = read(import.meta.dirname, '..', 'versions.json');
  const { libraries, overrides } = read(import.meta.dirname, 'versions.json');
  const dependencies = {
    ...libraries, 'aws-cdk-lib': cdk, constructs, 'cdk-cloudfront-edge': `file:${packed.trim().split('\n').pop()}`,
  };
  writeFileSync(join(work, 'package.json'), JSON.stringify({ private: true, dependencies, overrides }));
  await run('npm', ['install', '--ignore-scripts', '--legacy-peer-deps', '--no-audit', '--no-fund'], { cwd: work });
  const other = Object.entries(libraries).filter(
    ([name, version]) => read(work, 'node_modules', name, 'package.json').version !== version,
  );
  return other.map(([name]) => `${name} has another version`);
};

/** What cfn-lint finds in templates with our constructs, but not in those of the library alone. */
const newFindings = (work, sites) => async (run) => {
  const linted = (kind, wanted) => lint(run, join(work, 'lint'), wanted.flatMap(({ [kind]: { outdir } }) => (
    templatesIn(outdir).map((file) => join(outdir, file)))));
  const found = await linted('composed', sites);
  const theirs = sites.filter(({ composed }) => found.some((line) => line.startsWith(`${composed.outdir}/`)));
  const known = theirs.length === 0 ? [] : await linted('alone', theirs);
  return found.filter((line) => !known.includes(line.replace('-composed/', '-alone/')));
};

if (process.argv[1] === import.meta.filename) {
  const work = mkdtempSync(join(tmpdir(), 'edge-libraries-'));
  const checks = new Checks(join(work, 'logs'));
  await checkLibraries(checks, join(work, 'app'), process.argv.slice(2));
  console.log(`\nLeft for a look: ${work}`);
  checks.close();
}
