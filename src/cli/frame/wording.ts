import type { Command } from 'commander';

/** A refusal as it is printed: `… redirects check: unknown option '--jsn'; did you mean --json?  [EDGE_CLI_USAGE]`. */
export function messageOf(command: Command, text: string, code = ''): string {
  const withNearest = text.replace(/\n\(Did you mean (.+)\?\)$/, '; did you mean $1?');
  const told = withNearest.replace(/^error: /, '').replace(/\.$/, '');
  return `${pathOf(command)}: ${told}${cure(command, told, code)}  [${codeOf(code)}]`;
}

/** Codes of ours are kept; commander's are known by the message. */
function codeOf(code: string): string {
  if (code.startsWith('EDGE_')) return code;
  return code === 'commander.unknownCommand' ? 'EDGE_CLI_COMMAND' : 'EDGE_CLI_USAGE';
}

/** What to do where the message does not say it. */
function cure(command: Command, told: string, code: string): string {
  if (told.includes('; ')) return '';
  if (codeOf(code) === 'EDGE_CLI_COMMAND') return otherCommands(command);
  return codeOf(code) === 'EDGE_CLI_USAGE' ? '; see --help' : '';
}

/** No name is near: that of a command of a command is meant (`check` without `redirects`), or one of all there are. */
function otherCommands({ args: [name], commands }: Command): string {
  const group = commands.find((command) => command.commands.some((inner) => inner.name() === name && name !== 'help'));
  if (group) return `; did you mean ${group.name()} ${name}?`;
  return `; there are ${commands.map((command) => command.name()).join(', ')}`;
}

/** The command with those that it belongs to, as it is typed. */
function pathOf(command: Command): string {
  return command.parent ? `${pathOf(command.parent)} ${command.name()}` : command.name();
}
