// Changes the code in a thousand small ways and checks whether a test notices: `npm run mutation -- core/errors`, or
// `core/redirects/program`. Fails if the tests notice less than 85 % of the mutants. The tools are installed on first
// use, in a separate folder, because nothing else needs them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '9.6.1';
const LOWEST_SCORE = 85;

/** By name: the source, and the tests that run it, except those that run thousands of rules, or the bundles. */
const PARTS = {
  'core/errors': {
    source: ['core/errors/**/*.ts'],
    tests: [...testsIn('test/core/errors'), 'test/handlers/mask-errors.test.ts'],
  },
  'core/redirects/program': {
    source: [
      'core/redirects/program/*.ts',
      'core/redirects/program/read/*.ts',
      'core/redirects/pattern/*.ts',
      'core/redirects/url/{escape,location,path,query,slashes}.ts',
    ],
    // The first failing test ends the run of a mutant: the tests that notice most come first, the slowest last.
    tests: [
      ...['lookups', 'edges', 'positions', 'scan'].map((name) => `test/core/redirects/program/${name}.test.ts`),
      'test/core/redirects/rules.test.ts',
      ...testsIn(
        'test/core/redirects',
        /lookups|edges|redirects\/function|program\/(?:order|scan)|positions|partitions|redirects\/rules|garbage|schema|slips|tokens|conditions|program\/program|work/,
      ),
      'test/handlers/redirect.test.ts',
      'test/core/redirects/program/order.test.ts',
      'test/core/redirects/program/work-crowds.test.ts',
    ],
  },
};

const folders = process.argv.slice(2).filter((arg) => !arg.startsWith('-'));
const unknown = folders.filter((folder) => PARTS[folder] === undefined);
if (unknown.length > 0) {
  console.error(`${unknown.join(', ')}: there is ${Object.keys(PARTS).join(' and ')}`);
  process.exit(2);
}

const tools = join(tmpdir(), `cdk-cloudfront-edge-stryker-${VERSION}`);
const scoped = (name) => join(tools, 'node_modules', '@stryker-mutator', name);
if (!existsSync(scoped('mocha-runner'))) {
  const packages = [...['core', 'mocha-runner'].map((name) => `@stryker-mutator/${name}@${VERSION}`), 'mocha@11.8.0'];
  mkdirSync(tools, { recursive: true });
  run('npm', ['install', '--prefix', tools, '--no-audit', '--no-fund', '--no-save', ...packages]);
}

for (const folder of folders.length > 0 ? folders : Object.keys(PARTS)) {
  const config = join(tools, 'stryker.config.json');
  writeFileSync(
    config,
    JSON.stringify({
      mutate: PARTS[folder].source.map((path) => `src/${path}`),
      testRunner: 'mocha',
      plugins: ['@stryker-mutator/mocha-runner'],
      mochaOptions: { spec: ['projenrc/mutation-suite.cjs'] },
      coverageAnalysis: 'perTest',
      // What runs when a file is loaded, tables of characters above all, needs all tests for each mutant: two hours more.
      ignoreStatic: !process.argv.includes('--static'),
      timeoutMS: 15_000, // a timeout counts as noticed, so it must be long enough for a busy machine
      concurrency: 2,
      maxTestRunnerReuse: 100, // otherwise its memory grows to gigabytes
      tsconfigFile: 'none', // Stryker would need TypeScript in its own folder, to rewrite files that the tests do not use
      ignorePatterns: [
        '/assets',
        '/lib',
        '/dist',
        '/coverage',
        '/cdk.out',
        '/examples',
        '/bench',
        '/docs',
        '/API.md',
        '/.jsii',
        '/.jsii.tabl.json',
        '/test-reports',
      ],
      reporters: ['clear-text', 'progress-append-only'],
      // Mutants whose code and tests have not changed are not run again, except with `--force`.
      incremental: true,
      incrementalFile: `.stryker-tmp/${folder.replaceAll('/', '-')}.json`,
      force: process.argv.includes('--force'),
      dryRunOnly: process.argv.includes('--dry-run'),
      clearTextReporter: { allowColor: false, logTests: false, reportTests: false },
      thresholds: { high: 95, low: LOWEST_SCORE, break: LOWEST_SCORE },
      allowConsoleColors: false,
      tempDirName: '.stryker-tmp',
      cleanTempDir: 'always',
      warnings: { slow: false },
    }),
  );
  console.log(`\n${folder}`);
  process.env.TEST_CASES = 'few';
  process.env.MUTATION_TESTS = JSON.stringify(PARTS[folder].tests);
  run(process.execPath, [join(scoped('core'), 'bin', 'stryker.js'), 'run', config]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function testsIn(folder, unless = /^$/) {
  const files = readdirSync(join(import.meta.dirname, '..', folder), { recursive: true }).map(
    (file) => `${folder}/${file}`,
  );
  return files.filter((file) => file.endsWith('.test.ts') && !unless.test(file)).sort();
}
