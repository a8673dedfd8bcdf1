import { UsageError, type Command } from '../../src/cli/command';
import { run } from '../../src/cli/run';

function terminal() {
  const lines = { out: [] as string[], error: [] as string[] };
  return { lines, out: (line: string) => void lines.out.push(line), error: (line: string) => void lines.error.push(line) };
}

const greet: Command = {
  summary: 'say hello',
  async run(args, { out }) {
    if (args.length === 0) throw new UsageError('takes a name');
    out(`hello ${args.join(' ')}`);
    return 0;
  },
};

async function ran(...args: string[]) {
  const screen = terminal();
  return { code: await run({ greet }, args, screen), ...screen.lines };
}

describe('the command line tool', () => {
  test('runs the command with the rest of the arguments', async () => {
    expect(await ran('greet', 'world', '--loud')).toEqual({ code: 0, out: ['hello world --loud'], error: [] });
  });

  test.each(['--help', '-h', 'help'])('%s goes to standard output', async (flag) => {
    const { code, out, error } = await ran(flag);
    expect([code, error]).toEqual([0, []]);
    expect(out[0]).toMatch(/^Usage: cdk-cloudfront-edge <command>[^]*greet {2}say hello/);
  });

  test('without a command, the help goes to standard error', async () => {
    const { code, out, error } = await ran();
    expect([code, out, error.length]).toEqual([2, [], 1]);
  });

  test('--version', async () => {
    expect((await ran('--version')).out[0]).toMatch(/^\d+\.\d+\.\d+/);
  });

  test.each(['gret', 'constructor', '__proto__'])('%s is no command', async (name) => {
    expect(await ran(name)).toEqual({ code: 2, out: [], error: [`cdk-cloudfront-edge: there is no command "${name}"; use greet  [EDGE_CLI_COMMAND]`] });
  });

  test('a command that was not asked properly', async () => {
    expect(await ran('greet')).toEqual({ code: 2, out: [], error: ['cdk-cloudfront-edge greet: takes a name; see --help  [EDGE_CLI_USAGE]'] });
  });
});
