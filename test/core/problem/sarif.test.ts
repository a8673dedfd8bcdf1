import { error, note, sarif, warning, type SarifTool } from '../../../src/core/problem';

const tool: SarifTool = {
  version: '1.2.3',
  informationUri: 'https://tool.test',
  help: (code) => code === 'EDGE_REDIRECT_LOOP'
    ? { what: 'A redirect loop: no page is reached. Or so.', cure: 'Remove one.', uri: 'https://tool.test/errors#redirects' }
    : {},
};
const at = { file: 'a b/redirects.json', line: 2, column: 5 };
const problems = [
  note('EDGE_REDIRECT_CHAIN', 'a chain', at),
  error('EDGE_REDIRECT_LOOP', 'a loop', at),
  warning('EDGE_REDIRECT_CHAIN', 'a long chain', at),
];
const run = (sarif(problems, tool) as any).runs[0];

it('has the name, version and home page of the tool', () => {
  expect(run.tool.driver).toMatchObject({
    name: 'cdk-cloudfront-edge', semanticVersion: '1.2.3', version: '1.2.3', informationUri: 'https://tool.test',
  });
});

it('describes each rule, with the cure and a link', () => {
  expect(run.tool.driver.rules.map((rule: any) => rule.id)).toEqual(['EDGE_REDIRECT_CHAIN', 'EDGE_REDIRECT_LOOP']);
  expect(run.tool.driver.rules[1]).toEqual({
    id: 'EDGE_REDIRECT_LOOP',
    name: 'RedirectLoop',
    shortDescription: { text: 'A redirect loop.' },
    fullDescription: { text: 'A redirect loop: no page is reached. Or so. Remove one.' },
    help: {
      text: 'A redirect loop: no page is reached. Or so. Remove one.',
      markdown: 'A redirect loop: no page is reached. Or so.\n\n**What to do:** Remove one.',
    },
    helpUri: 'https://tool.test/errors#redirects',
    defaultConfiguration: { level: 'error' },
    properties: { tags: ['redirects'], precision: 'high' },
  });
});

it('describes a rule without help by its name, with the highest level of its results', () => {
  expect(run.tool.driver.rules[0]).toMatchObject({
    shortDescription: { text: 'Redirect chain.' },
    fullDescription: { text: 'Redirect chain.' },
    help: { text: 'Redirect chain.' },
    defaultConfiguration: { level: 'warning' },
  });
  expect(run.tool.driver.rules[0].helpUri).toBeUndefined();
});

it('has the places of results, with columns in UTF-16 code units', () => {
  expect(run.columnKind).toBe('utf16CodeUnits');
  expect(run.results.map(({ ruleId, ruleIndex, level }: any) => [ruleId, ruleIndex, level])).toEqual([
    ['EDGE_REDIRECT_CHAIN', 0, 'note'], ['EDGE_REDIRECT_LOOP', 1, 'error'], ['EDGE_REDIRECT_CHAIN', 0, 'warning'],
  ]);
  expect(run.results[0].locations).toEqual([{
    physicalLocation: {
      artifactLocation: { uri: 'a%20b/redirects.json' }, region: { startLine: 2, startColumn: 5 },
    },
  }]);
});
