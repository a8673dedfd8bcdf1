import { createProgram } from '../../src/cli/program';
import { run } from '../../src/cli/run';

/** Exit code and output of the tool with the command that the arguments begin with, or with all of them. */
async function ran(args: readonly string[], loaded: readonly string[]) {
  const lines = { out: [] as string[], err: [] as string[] };
  const to = (list: string[]) => (line: string): void => { list.push(line); };
  const terminal = { out: to(lines.out), error: to(lines.err) };
  return { code: await run(createProgram(() => '1.2.3', terminal, loaded), args), ...lines };
}

const namesFor = (...args: string[]) => {
  const terminal = { out: () => undefined, error: () => undefined };
  return createProgram(() => '', terminal, args).commands.flatMap((command) =>
    [command.name(), ...command.commands.map((inner) => `${command.name()} ${inner.name()}`)])
    .filter((name) => !/help$/.test(name));
};

describe('the arguments', () => {
  test.each(['check', 'resolve', 'diff', 'convert', 'publish', 'cost'])('redirects %s load that command only', (name) => {
    expect(namesFor('redirects', name, 'redirects.json')).toEqual(['redirects', `redirects ${name}`]);
  });

  test('headers check load that command only', () => {
    expect(namesFor('headers', 'check', 'response.txt')).toEqual(['headers', 'headers check']);
  });

  test.each(['preview', 'explain'])('%s load that command only', (name) => expect(namesFor(name, 'cdk.out')).toEqual([name]));

  test.each([
    [[]], [['--help']], [['-v', 'preview']], [['help', 'preview']], [['redirects']], [['redirects', 'help', 'check']],
    [['redirects', '--help', 'check']], [['redirects', 'chek']], [['redirects', 'constructor']], [['toString']],
    [['headers']], [['headers', 'chek']], [['constructor', 'check']],
  ])('%j load all commands', (args) => expect(namesFor(...args)).toEqual([
    'preview', 'explain', 'redirects', 'redirects check', 'redirects resolve', 'redirects diff', 'redirects convert',
    'redirects publish', 'redirects report', 'redirects cost', 'headers', 'headers check',
  ]));
});

test.each([
  [[]], [['--version']], [['--help']], [['help']], [['redirects']], [['redirects', '--help']], [['redirects', 'chek']], [['previw']],
  [['preview', '--help']], [['preview', '--prot', '1']], [['preview', 'a', 'b']], [['preview', 'help']], [['preview', '--port']],
  [['redirects', 'check']], [['redirects', 'check', '--help']], [['redirects', 'check', '--jsn', 'x']], [['redirects', 'check', 'help']],
  [['redirects', 'check', '--version']], [['redirects', 'resolve', 'no-such-file.json']], [['redirects', 'diff', '-h']],
  [['redirects', 'convert', 'x.json']], [['redirects', 'help', 'convert']], [['help', 'redirects', 'diff']],
  [['explain']], [['explain', '--help']], [['explain', 'help']], [['explain', 'no-such-file.txt']], [['explain', 'a', 'b']],
  [['headers', 'check']], [['headers', 'check', 'no-such-file.txt']], [['headers', 'check', '--help']],
])('%j answer the same as if all commands were loaded', async (args) => {
  expect(await ran(args, args)).toEqual(await ran(args, []));
});
