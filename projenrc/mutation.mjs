// Changes the code in a thousand small ways and checks whether a test notices: `npm run mutation -- core/errors`, or
// `core/redirects/program`. Fails if the tests notice less than 85 % of the mutants. The tools are installed on first
// use, in a separate folder, because nothing else needs them.
import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

const VERSION = '9.6.1';
const LOWEST_SCORE = 85;
const FILES_AT_A_TIME = 3;
const root = join(import.meta.dirname, '..');

/** By name: the source, and the tests that run it, except those that run thousands of rules, or the bundles. */
const PARTS = {
  'core/errors': {
    source: filesIn('src/core/errors'),
    tests: [...testsIn('test/core/errors'), 'test/handlers/mask-errors.test.ts'],
  },
  'core/redirects/program': {
    source: [
      ...filesIn('src/core/redirects/program').filter((path) => !path.includes('/write/')),
      ...filesIn('src/core/redirects/pattern'),
      ...['escape', 'location', 'path', 'query', 'slashes'].map((name) => `src/core/redirects/url/${name}.ts`),
    ],
    // The first failing test ends the run of a mutant: the tests that notice most come first, the slowest last.
    tests: [
      ...['lookups', 'edges', 'positions', 'scan'].map((name) => `test/core/redirects/program/${name}.test.ts`),
      'test/core/redirects/rules.test.ts',
      ...testsIn(
        'test/core/redirects',
        /lookups|edges|store|redirects\/function|program\/(?:order|scan)|positions|partitions|redirects\/rules|garbage|schema|slips|tokens|conditions|program\/program|work/,
      ),
      'test/handlers/redirect.test.ts',
      'test/core/redirects/program/order.test.ts',
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
  console.log(`\n${folder}`);
  process.env.TEST_CASES = 'few';
  process.env.MUTATION_TESTS = JSON.stringify(PARTS[folder].tests);
  const { source } = PARTS[folder];
  // Stryker saves nothing of a run that is stopped: some files at a time, each ends in what it remembers.
  for (let start = 0; start < source.length; start += FILES_AT_A_TIME) {
    mutate(folder, source.slice(start, start + FILES_AT_A_TIME), null);
  }
  mutate(folder, source, LOWEST_SCORE); // runs nothing again, and knows the score of all
}

function mutate(folder, source, lowestScore) {
  const config = join(tools, 'stryker.config.json');
  writeFileSync(
    config,
    JSON.stringify({
      mutate: source,
      testRunner: 'mocha',
      plugins: ['@stryker-mutator/mocha-runner'],
      mochaOptions: { spec: ['projenrc/mutation-suite.cjs'] },
      coverageAnalysis: 'perTest',
      // What runs when a file is loaded, tables of characters above all, needs all tests for each mutant: two hours more.
      ignoreStatic: !process.argv.includes('--static'),
      timeoutMS: 15_000, // a timeout counts as noticed, so it must be long enough for a busy machine
      concurrency: Number(process.env.MUTATION_CONCURRENCY ?? 2),
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
      thresholds: { high: 95, low: LOWEST_SCORE, break: lowestScore },
      allowConsoleColors: false,
      tempDirName: '.stryker-tmp',
      cleanTempDir: 'always',
      warnings: { slow: false },
    }),
  );
  run(process.execPath, [join(scoped('core'), 'bin', 'stryker.js'), 'run', config]);
}

function run(command, args) {
  const { status } = spawnSync(command, args, { stdio: 'inherit' });
  if (status !== 0) process.exit(status ?? 1);
}

function testsIn(folder, unless = /^$/) {
  const replacesModules = (path) => /jest\.mock\(|jest\.spyOn\(\w+,/.test(readFileSync(join(root, path), 'utf8'));
  return filesIn(folder).filter(
    (path) => path.endsWith('.test.ts') && !unless.test(path) && !replacesModules(path), // only Jest can replace them
  );
}

function filesIn(folder) {
  const names = readdirSync(join(root, folder), { recursive: true });
  return names.filter((name) => name.endsWith('.ts')).map((name) => `${folder}/${name}`).sort();
}
