import { createProgram } from '../../src/cli/program';
import { run } from '../../src/cli/run';
import { siteAssembly } from '../preview/support/site';

/** What `preview` of an app prints as errors, and its exit code. */
async function preview(...args: string[]): Promise<[number, string]> {
  const errors: string[] = [];
  const program = createProgram(() => '1', { out: () => undefined, error: (line) => { errors.push(line); } });
  return [await run(program, ['preview', ...args, '--port', '0']), errors.join('\n')];
}

describe('an option of preview that the app shows to be wrong is a usage error', () => {
  let assembly: string;
  beforeAll(() => { assembly = siteAssembly({}); });

  test.each<[string, string[]]>([
    ['EDGE_PREVIEW_ORIGIN_UNKNOWN', ['--origin', 'nobody=https://example.com']],
    ['EDGE_PREVIEW_ORIGIN_UNKNOWN', ['--run', 'nobody=echo started >&2']],
    ['EDGE_PREVIEW_RUN', ['--run', 'web=exit 1']],
    ['EDGE_PREVIEW_RUN', ['--run', 'web=node server.js', '--origin', 'web=http://127.0.0.1:9000']],
    ['EDGE_PREVIEW_BLOCK', ['--block', 'firewall:/x']],
    ['EDGE_PREVIEW_HOST', ['--host', '0.0.0.0']],
    ['EDGE_PREVIEW_HOST_HEADER', ['--host-header', 'www.nobody.example']],
    ['EDGE_PREVIEW_PARAMETER', ['--parameter', 'Nobody=1']],
    ['EDGE_PREVIEW_STORE', ['--store', 'Nobody=package.json']],
    ['EDGE_PREVIEW_WHICH_DISTRIBUTION', ['--distribution', 'Nobody']],
  ])('%s', async (code, args) => {
    const [exit, errors] = await preview(assembly, ...args);
    expect(errors).toContain(`[${code}]`);
    expect(exit).toBe(2);
  });

  test('a command does not run for an origin that the app does not have', async () => {
    const [, errors] = await preview(assembly, '--run', 'nobody=echo started >&2');
    expect(errors).toMatch(/^cdk-cloudfront-edge preview: --run nobody: no origin has the name "nobody"; .*$/);
  });

  test('a folder without an app is not', async () => {
    const [exit, errors] = await preview('/nowhere/cdk.out', '--origin', 'nobody=https://example.com');
    expect(errors).toContain('[EDGE_PREVIEW_NO_ASSEMBLY]');
    expect(exit).toBe(1);
  });
});
