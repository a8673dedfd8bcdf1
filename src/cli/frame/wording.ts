import type { Command } from 'commander';
import { type Code, labelled } from '../../core/problem';

/** A usage error as printed: `… redirects check: unknown option '--jsn'; did you mean --json?  [EDGE_CLI_USAGE]`. */
export function messageOf(command: Command, text: string, commanderCode = ''): string {
  const code = codeOf(commanderCode);
  const withNearest = text.replace(/\n\(Did you mean (.+)\?\)$/, '; did you mean $1?');
  const message = withNearest.replace(/^error: /, '').replace(/\.$/, '');
  return labelled({ path: pathOf(command), message: `${message}${cure(command, message, code)}`, code });
}

/** Our own codes are kept; commander's become one of the two codes of the command line. */
function codeOf(code: string): Code {
  if (isOurs(code)) return code;
  return code === 'commander.unknownCommand' ? 'EDGE_CLI_COMMAND' : 'EDGE_CLI_USAGE';
}

function isOurs(code: string): code is Code {
  return code.startsWith('EDGE_');
}

/** What to do, if the message does not say it. */
function cure(command: Command, message: string, code: Code): string {
  if (message.includes('; ')) return '';
  if (code === 'EDGE_CLI_COMMAND') return otherCommands(command);
  return code === 'EDGE_CLI_USAGE' ? `; ${fileBehindFlag(command, message) ?? 'see --help'}` : '';
}

/** `--html page.html`, where the page goes to standard output: the file is an argument too many. */
function fileBehindFlag(command: Command, message: string): string | undefined {
  if (!message.startsWith('too many arguments')) return undefined;
  const flag = ['html', 'json'].find((name) => command.getOptionValue(name) === true);
  return flag && `--${flag} takes no file: write > FILE behind the command`;
}

/** If no name is near: the group that has the command (`check` without `redirects`), or else all names. */
function otherCommands({ args: [name], commands }: Command): string {
  const group = commands.find((command) => command.commands.some((inner) => inner.name() === name && name !== 'help'));
  if (group) return `; did you mean ${group.name()} ${name}?`;
  return `; there are ${commands.map((command) => command.name()).join(', ')}`;
}

/** The full name of a command, as it is typed. */
function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
