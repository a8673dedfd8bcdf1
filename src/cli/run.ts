import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { UsageError, type Command, type Terminal } from './command';

export type Commands = Readonly<Record<string, Command>>;

/** Finds the command that the first argument names and runs it with the rest. Resolves to the exit code. */
export async function run(commands: Commands, args: readonly string[], terminal: Terminal): Promise<number> {
  const [name, ...rest] = args;
  if (name === '--version' || name === '-v') return say(terminal, version());
  if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
    if (name !== undefined) return say(terminal, usage(commands));
    terminal.error(usage(commands));
    return 2;
  }
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (command === undefined) {
    terminal.error(`cdk-cloudfront-edge: there is no command ${JSON.stringify(name)}; use ${Object.keys(commands).join(', ')}  [EDGE_CLI_COMMAND]`);
    return 2;
  }
  try {
    return await command.run(rest, terminal);
  } catch (error) {
    if (!(error instanceof UsageError)) throw error;
    terminal.error(`cdk-cloudfront-edge ${name}: ${error.message}; see --help  [EDGE_CLI_USAGE]`);
    return 2;
  }
}

function usage(commands: Commands): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length));
  const lines = Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`);
  return [
    'Usage: cdk-cloudfront-edge <command> [options]', '', 'Commands:', ...lines, '',
    'Options:', '  -h, --help     show this, or a command\'s own help after its name', '  -v, --version  show the version',
  ].join('\n');
}

/** The package's own: two folders up, from `assets/cli` as well as from `lib/cli` and `src/cli`. */
function version(): string {
  return String((JSON.parse(readFileSync(join(__dirname, '../../package.json'), 'utf8')) as { version: string }).version);
}

function say(terminal: Terminal, text: string): number {
  terminal.out(text);
  return 0;
}
