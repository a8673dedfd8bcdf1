import { awscdk } from 'projen';

/**
 * The globals that tests use most. Test files run in a context of their own, where a global that is not passed to their
 * module costs as much as a call: a third of the time of tests that compute. Not here: `Map` and `Error`, which modules
 * of dependencies declare themselves, and what tests replace.
 */
const FAST_GLOBALS = [
  'Array', 'Boolean', 'JSON', 'Math', 'Number', 'Object', 'RegExp', 'Set', 'String', 'Symbol', 'Uint8Array',
  'decodeURIComponent', 'encodeURIComponent', 'isNaN', 'parseInt',
];

/** Compiles tests by esbuild (projenrc/jest-esbuild.cjs): their types are checked in a step of `npm test`. */
export function jestRun(project: awscdk.AwsCdkConstructLibrary): void {
  const { config } = project.jest!;
  config.transform = { '^.+\\.ts$': '<rootDir>/projenrc/jest-esbuild.cjs' };
  config.sandboxInjectedGlobals = FAST_GLOBALS;
  project.deps.removeDependency('ts-jest');
  // Before it `npm test` lints (projenrc/build-steps.ts).
  project.testTask.removeStep(project.testTask.steps.findIndex(({ spawn }) => spawn === 'eslint'));
  // `npx jest` by hand runs a fifth of the generated cases: see test/support/cases.ts.
  project.testTask.env('TEST_CASES', 'all');
}
