import type { awscdk } from 'projen';

const RULE = '@stylistic/max-len';
const ROW = '^\\s*([[{\'"`]|\\.\\.\\.)';

/**
 * Lines have at most 120 characters, comments and texts too. In a test, texts may be longer (code that runs in a
 * function, answers that are expected), and so may a row of a table, which begins with a bracket or a text.
 */
export function lineLength(project: awscdk.AwsCdkConstructLibrary): void {
  const limit = { code: 120, ignoreUrls: true, ignoreRegExpLiterals: true };
  project.eslint?.addRules({ [RULE]: ['error', limit] });
  project.eslint?.addOverride({
    files: ['test/**/*.ts'],
    rules: { [RULE]: ['error', { ...limit, ignoreStrings: true, ignoreTemplateLiterals: true, ignorePattern: ROW }] },
  });
}
