// The line that CONTRIBUTING.md requires. Nothing else of the sources knows this condition.
jest.mock('../../../../../src/core/redirects/rule/conditions/list', () => ({
  WHEN_CONDITIONS: [
    ...jest.requireActual('../../../../../src/core/redirects/rule/conditions/list').WHEN_CONDITIONS,
    jest.requireActual('./http-version').HTTP_VERSION_CONDITION,
  ],
}));
