import { awscdk } from 'projen';

/** `npm run mutation -- core/errors`: whether the tests notice mutations. Not part of the build: it takes minutes. */
export function mutationRun(project: awscdk.AwsCdkConstructLibrary): void {
  project.setScript('mutation', 'node projenrc/ensure-installed.mjs && node projenrc/mutation.mjs');
  project.gitignore.exclude('/.stryker-tmp/');
}
