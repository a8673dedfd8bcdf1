import { CliCommand } from '../../src/cli/frame/cli-command';
import { addPreviewCommand } from '../../src/cli/preview/command';
import * as serving from '../../src/cli/preview/serve';
import { run } from '../../src/cli/run';
import type { PreviewOptions } from '../../src/preview/options';

/** The options that `preview` gets from these arguments, or the usage error. */
async function parsed(...args: string[]): Promise<{ options?: PreviewOptions; code: number; error: string[] }> {
  const error: string[] = [];
  const terminal = { out: () => undefined, error: (text: string) => { error.push(text); } };
  const serve = jest.spyOn(serving, 'preview').mockResolvedValue(0);
  const program = new CliCommand('edge', terminal);
  addPreviewCommand(program, terminal);
  const code = await run(program, ['preview', ...args]);
  return { options: serve.mock.calls.at(-1)?.[0], code, error };
}

describe('the options of preview', () => {
  afterEach(() => jest.restoreAllMocks());

  test('defaults', async () => {
    expect((await parsed()).options).toMatchObject({ cloudAssembly: 'cdk.out', origins: {}, listen: { port: 8080 } });
  });

  test('all of them', async () => {
    const args = [
      'out',
      '--port',
      '0',
      '--origin',
      'web=./dist',
      '--origin=api.example.com=http://127.0.0.1:9000/?a=b',
      '--distribution',
      'Web/Site',
      '--block',
      'waf:/x',
      '--block',
      'geo:/y',
      '--host-header',
      'www.example.com',
      '--parameter',
      'Domain=a=b',
      '--parameter=Web:Empty=',
    ];
    expect((await parsed(...args)).options).toEqual({
      cloudAssembly: 'out',
      distribution: 'Web/Site',
      origins: { 'web': './dist', 'api.example.com': 'http://127.0.0.1:9000/?a=b' },
      blocks: ['waf:/x', 'geo:/y'],
      parameters: { 'Domain': 'a=b', 'Web:Empty': '' },
      listen: { port: 0, host: undefined },
      hostHeader: 'www.example.com',
    });
  });

  test.each([['-h'], ['--help'], ['cdk.out', '--help']])('%s', async (...args) => {
    expect(await parsed(...args)).toEqual({ code: 0, error: [], options: undefined });
  });

  test.each<[string[], string]>([
    [['--port', 'http'], "option '--port <number>' argument 'http' is invalid. Expected a number from 0 to 65535; see --help"],
    [['--port', '65536'], "option '--port <number>' argument '65536' is invalid. Expected a number from 0 to 65535; see --help"],
    [['--origin', 'web'], "option '--origin <id=target>' argument 'web' is invalid. Expected ID=FOLDER or ID=URL; see --help"],
    [['--origin', '=x'], "option '--origin <id=target>' argument '=x' is invalid. Expected ID=FOLDER or ID=URL; see --help"],
    [['--parameter', 'Domain'], "option '--parameter <name=value>' argument 'Domain' is invalid. Expected NAME=VALUE or STACK:NAME=VALUE; see --help"],
    [['--parameter', '=x'], "option '--parameter <name=value>' argument '=x' is invalid. Expected NAME=VALUE or STACK:NAME=VALUE; see --help"],
    [['--parameter', 'Web:=x'], "option '--parameter <name=value>' argument 'Web:=x' is invalid. Expected NAME=VALUE or STACK:NAME=VALUE; see --help"],
    [['--run', 'web'], "option '--run <id=command>' argument 'web' is invalid. Expected ID=COMMAND; see --help"],
    [['a', 'b'], "too many arguments for 'preview'. Expected 1 argument but got 2; see --help"],
    [[''], "command-argument value '' is invalid for argument 'cdk.out'. It is empty; see --help"],
    [['--prot', '1'], "unknown option '--prot'; did you mean --port?"],
    [['--distribution'], "option '--distribution <id>' argument missing; see --help"],
    [['--distribution='], "option '--distribution <id>' argument is empty; see --help"],
  ])('%j', async (args, message) => {
    expect(await parsed(...args)).toEqual({
      code: 2,
      error: [`edge preview: ${message}  [EDGE_CLI_USAGE]`],
      options: undefined,
    });
  });
});
