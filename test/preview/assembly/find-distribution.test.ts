import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { PreviewError } from '../../../src/preview/errors';
import { AssemblyBuilder } from '../support/assembly';
import { addSite, preview, site } from '../support/site';

function problemsOf(run: () => unknown): { code: string; message: string }[] {
  try {
    run();
  } catch (error) {
    if (error instanceof PreviewError) return [...error.problems];
    throw error;
  }
  throw new Error('nothing was thrown');
}

function twoSites(): string {
  const assembly = new AssemblyBuilder();
  const first = assembly.stack('Web');
  addSite(assembly, first, {});
  first.resource('Second', 'AWS::CloudFront::Distribution', first.resources.Site!.Properties, 'Web/Second/Resource');
  return assembly.write();
}

describe('choosing the distribution', () => {
  test('the only distribution is served, and named by its construct path', () => {
    expect(site().distribution).toBe('Web/Site');
  });

  test('an app with several distributions: the error lists them', () => {
    const [problem] = problemsOf(() => preview(twoSites()));
    expect(problem).toMatchObject({
      code: 'EDGE_PREVIEW_WHICH_DISTRIBUTION',
      message: expect.stringContaining('--distribution Web/Second'),
    });
  });

  test.each(['Web/Second', 'Second', 'Web/Second/Resource'])('%s selects one', (name) => {
    expect(preview(twoSites(), { distribution: name }).distribution).toBe('Web/Second');
  });

  test('an unknown name', () => {
    const [problem] = problemsOf(() => preview(twoSites(), { distribution: 'Third' }));
    expect(problem!.message).toMatch(/names no distribution, got "Third"; choose one of:/);
  });

  test('a folder without an assembly', () => {
    const empty = mkdtempSync(join(tmpdir(), 'edge-empty-'));
    expect(problemsOf(() => preview(empty))).toMatchObject([
      { code: 'EDGE_PREVIEW_NO_ASSEMBLY', message: expect.stringContaining('cdk synth') },
    ]);
  });

  test('the nested assembly of a Stage', async () => {
    const assembly = new AssemblyBuilder();
    assembly.stage('Prod', (stage) => addSite(stage, stage.stack('Prod-Web'), {}));
    const running = preview(assembly.write());
    expect(await (await running.fetch('/')).text()).toBe('<h1>home</h1>');
  });

  test('all errors in the options are reported at once', () => {
    const problems = problemsOf(() =>
      site({}, { origins: { nobody: './no/such/folder' }, blocks: ['fire:/x'], listen: { port: 0, host: '0.0.0.0' } }),
    );
    expect(problems.map((problem) => problem.code)).toEqual([
      'EDGE_PREVIEW_ORIGIN_UNKNOWN', 'EDGE_PREVIEW_ORIGIN_FOLDER', 'EDGE_PREVIEW_BLOCK', 'EDGE_PREVIEW_HOST',
    ]);
  });
});
