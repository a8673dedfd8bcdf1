import type { awscdk } from 'projen';

const RULE = '@stylistic/max-len';
const ROW = '^\\s*([[{\'"`]|\\.\\.\\.)';

/**
 * Lines have at most 120 characters, comments and strings too. In tests, strings may be longer (code that runs in a
 * function, expected answers), and so may rows of tables, which begin with a bracket or a string.
 */
export function lineLength(project: awscdk.AwsCdkConstructLibrary): void {
  const limit = { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true };
  project.eslint?.addRules({ [RULE]: ['error', limit] });
  project.eslint?.addOverride({
    files: ['test/**/*.ts'],
    rules: { [RULE]: ['error', { ...limit, ignoreStrings: true, ignoreTemplateLiterals: true, ignorePattern: ROW }] },
  });
}
