import { awscdk } from 'projen';

/** Adds checks and packaging steps to those of projen. */
export function buildSteps(project: awscdk.AwsCdkConstructLibrary): void {
  project.addTask('layers', {
    description: 'Check that imports follow the architecture (docs/architecture.md)',
    exec: 'depcruise --config .dependency-cruiser.cjs src',
  });
  const types = project.addTask('types', { description: 'Check the types of all that jsii does not compile' });
  for (const folder of ['src/console', 'bench', 'test']) types.exec(`tsc --noEmit -p ${folder}/tsconfig.json`);
  // Every TypeScript sample in README.md, docs/ and doc comments has to compile.
  const samples = project.addTask('samples', { description: 'Compile the samples of the documentation' });
  samples.exec('jsii-rosetta extract --strict');
  samples.exec('node projenrc/check-docs.mjs');

  // Each uses one processor. `docgen` and `types` are short.
  const tasks = ['eslint', 'samples', 'layers,docgen,types'];
  const commands = tasks.map((names) => `"${names.split(',').map((name) => `npx projen ${name}`).join(' && ')}"`);
  project.postCompileTask.reset();
  project.postCompileTask.exec(`node projenrc/together.mjs ${commands.join(' ')}`, { name: 'Checks, side by side' });
  project.gitignore.exclude('/.jsii.tabl.json', '/cdk.out/', '/examples/**/cdk.out/');
  // A build makes only the npm package; the other languages have their own tasks (package:python, package:java, ...).
  project.packageTask.reset();
  project.packageTask.spawn(project.tasks.tryFind('package:js')!);
  project.packageTask.exec('node projenrc/package-size.mjs');

  // These commands work in a fresh clone, where projen is not installed yet.
  project.setScript('test', 'node projenrc/ensure-installed.mjs && npx projen build');
  project.setScript('bench', 'node projenrc/ensure-installed.mjs && node bench/run.mjs');
  project.setScript('demo', 'node projenrc/ensure-installed.mjs && node examples/site/demo.mjs');

  project.package.addField('exports', {
    '.': { types: './lib/index.d.ts', default: './lib/index.js' },
    './testing': { types: './lib/testing/index.d.ts', default: './assets/cli/testing.js' },
    './package.json': './package.json',
    './.jsii': './.jsii',
  });
  // For TypeScript with the module resolution of CommonJS, which does not read `exports`.
  project.package.addField('typesVersions', { '*': { testing: ['./lib/testing/index.d.ts'] } });
  // unrs-resolver 1.13 names optional packages that the registry does not have; npm then writes a lock file that
  // `npm ci` rejects.
  project.package.addPackageResolutions('unrs-resolver@1.12.2');
}
