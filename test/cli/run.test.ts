import { CliCommand } from '../../src/cli/frame/cli-command';
import { collect } from '../../src/cli/frame/collect';
import { addHelpCommand } from '../../src/cli/frame/help-command';
import { UsageError } from '../../src/cli/frame/usage-error';
import { createProgram } from '../../src/cli/program';
import { packageVersion, run } from '../../src/cli/run';

function screen() {
  const lines = { out: [] as string[], error: [] as string[] };
  return {
    lines,
    out: (line: string) => void lines.out.push(line),
    error: (line: string) => void lines.error.push(line),
  };
}

/** Runs a tool with a command `greet`, which prints its arguments and options, and a group with one command. */
async function ran(...args: string[]) {
  const terminal = screen();
  const program = new CliCommand('tool', terminal);
  program.command('greet').summary('say hello').argument('<name>').argument('[others...]')
    .option('-l, --loud').option('-t, --twice').option('--to <place>').option('--with <thing>', 'repeatable', collect)
    .executes((name: string, others: string[], options: object) => {
      if (name === 'nobody') throw new UsageError('takes a name');
      if (name === 'trouble') throw new Error('a fault');
      terminal.out([name, ...others, JSON.stringify(options)].join(' '));
      return name === 'one' ? 1 : 0;
    });
  const group = program.command('group').summary('commands of its own');
  group.command('inner').summary('do it').executes(() => 0);
  addHelpCommand(group);
  addHelpCommand(program);
  return { code: await run(program, args), ...terminal.lines };
}

const success = (text: string) => ({ code: 0, out: [text], error: [] });
const usageError = (message: string, code = 'EDGE_CLI_USAGE') => ({
  code: 2,
  out: [],
  error: [`tool${message}  [${code}]`],
});

describe('the arguments and options of a command', () => {
  test.each<[string[], string]>([
    [['world', '--loud'], 'world {"loud":true}'],
    [['--loud', 'world'], 'world {"loud":true}'],
    [['a', '--loud', 'b', 'c'], 'a b c {"loud":true}'],
    [['-lt', 'world'], 'world {"loud":true,"twice":true}'],
    [['world', '--to', 'Rome'], 'world {"to":"Rome"}'],
    [['world', '--to=Rome'], 'world {"to":"Rome"}'],
    [['world', '--to=a=b'], 'world {"to":"a=b"}'],
    [['world', '--to=--loud'], 'world {"to":"--loud"}'],
    [['world', '--to', '-'], 'world {"to":"-"}'],
    [['world', '--to', 'Rome', '--to', 'Oslo'], 'world {"to":"Oslo"}'],
    [['world', '--with', 'x', '--with=y', 'z'], 'world z {"with":["x","y"]}'],
    [['--', '--loud', '--to', '-h'], '--loud --to -h {}'],
    [['--loud', '--', '-lt'], '-lt {"loud":true}'],
    [['-'], '- {}'],
    [[''], ' {}'],
  ])('%j', async (args, text) => expect(await ran('greet', ...args)).toEqual(success(text)));

  test('the exit code of the command is that of the run', async () => {
    expect((await ran('greet', 'one')).code).toBe(1);
  });
});

describe('usage errors', () => {
  test.each<[string[], string]>([
    [['greet'], " greet: missing required argument 'name'; see --help"],
    [['greet', 'nobody'], ' greet: takes a name; see --help'],
    [['greet', 'x', '--lod'], " greet: unknown option '--lod'; did you mean --loud?"],
    [['greet', 'x', '--no-such'], " greet: unknown option '--no-such'; see --help"],
    [['greet', 'x', '-f', 'y'], " greet: unknown option '-f'; see --help"],
    [['greet', 'x', '-lf'], " greet: unknown option '-f'; see --help"],
    [['greet', 'x', '--loud=yes'], " greet: option '-l, --loud' takes no value, got 'yes'; see --help"],
    [['greet', 'x', '--loud='], " greet: option '-l, --loud' takes no value, got ''; see --help"],
    [['greet', 'x', '--to'], " greet: option '--to <place>' argument missing; see --help"],
    [['greet', 'x', '--to='], " greet: option '--to <place>' argument is empty; see --help"],
    [['greet', 'x', '--to', ''], " greet: option '--to <place>' argument is empty; see --help"],
    [['greet', 'x', '--to', '--loud'], " greet: option '--to <place>' argument missing; write --to=--loud if that is the value"],
    [['greet', 'x', '--to', '-h'], " greet: option '--to <place>' argument missing; write --to=-h if that is the value"],
    [['greet', 'x', '--to', '--', 'y'], " greet: option '--to <place>' argument missing; write --to=-- if that is the value"],
    [['--loud'], ": unknown option '--loud'; see --help"],
    [['--hep'], ": unknown option '--hep'; did you mean --help?"],
    [['help', 'greet', 'x'], " greet: 'greet' has no commands of its own, got 'x'; see --help"],
  ])('%j', async (args, message) => expect(await ran(...args)).toEqual(usageError(message)));

  test.each<[string[], string]>([
    [['gret'], ": unknown command 'gret'; did you mean greet?"],
    [['nothing'], ": unknown command 'nothing'; there are greet, group, help"],
    [['constructor'], ": unknown command 'constructor'; there are greet, group, help"],
    [['__proto__'], ": unknown command '__proto__'; there are greet, group, help"],
    [[''], ": unknown command ''; there are greet, group, help"],
    [['-'], ": unknown command '-'; there are greet, group, help"],
    [['inner'], ": unknown command 'inner'; did you mean group inner?"],
    [['nothing', '--help'], ": unknown command 'nothing'; there are greet, group, help"],
    [['help', 'gret'], ": unknown command 'gret'; did you mean greet?"],
    [['help', 'group', 'iner'], " group: unknown command 'iner'; did you mean inner?"],
    [['group', 'help', 'iner'], " group: unknown command 'iner'; did you mean inner?"],
  ])('%j', async (args, message) => expect(await ran(...args)).toEqual(usageError(message, 'EDGE_CLI_COMMAND')));

  test('an unexpected error is not turned into a usage error', async () => {
    await expect(ran('greet', 'trouble')).rejects.toThrow('a fault');
  });
});

describe('help', () => {
  const USAGE = 'Usage: tool [options] [command]';
  test.each<[string[], string]>([
    [['--help'], USAGE],
    [['-h'], USAGE],
    [['help'], USAGE],
    [['help', 'greet'], 'Usage: tool greet [options] <name> [others...]'],
    [['greet', '--help'], 'Usage: tool greet [options] <name> [others...]'],
    [['greet', '-lh'], 'Usage: tool greet [options] <name> [others...]'],
    [['group', 'inner', '-h'], 'Usage: tool group inner [options]'],
    [['group', 'help', 'inner'], 'Usage: tool group inner [options]'],
    [['help', 'group', 'inner'], 'Usage: tool group inner [options]'],
    [['help', 'help'], 'Usage: tool help [options] [command...]'],
  ])('%j prints it to standard output', async (args, usage) => {
    const { code, out, error } = await ran(...args);
    expect([code, error, out[0].split('\n')[0]]).toEqual([0, [], usage]);
  });

  test.each([[[]], [['group']]])('%j without a command prints it to standard error', async (args) => {
    const { code, out, error } = await ran(...args);
    expect([code, out, error[0]]).toEqual([2, [], expect.stringMatching(/^Usage: tool /)]);
  });
});

describe('the version', () => {
  test.each([['--version'], ['-V'], ['-v'], ['-hV'], ['redirects', 'check', '--version']])('%j', async (...args) => {
    const terminal = screen();
    expect(await run(createProgram(() => '1.2.3', terminal), args)).toBe(0);
    expect(terminal.lines).toEqual({ out: ['1.2.3'], error: [] });
  });

  test('is that of the package', () => expect(packageVersion()).toMatch(/^\d+\.\d+\.\d+/));
});
