import { awscdk } from 'projen';

/** Adds checks and packaging steps to those of projen. */
export function buildSteps(project: awscdk.AwsCdkConstructLibrary): void {
  const layers = project.addTask('layers', {
    description: 'Check that imports follow the architecture (docs/architecture.md)',
    exec: 'depcruise --config .dependency-cruiser.cjs src',
  });
  project.preCompileTask.spawn(layers);

  // Every TypeScript sample in README.md, docs/ and doc comments has to compile.
  project.postCompileTask.exec('jsii-rosetta extract --strict');
  project.postCompileTask.exec('node projenrc/check-docs.mjs');
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
