/* eslint-disable @typescript-eslint/no-require-imports -- import() would make the whole command line asynchronous */
import type { CliCommand } from './frame/cli-command';
import { addHelpCommand } from './frame/help-command';
import type { Terminal } from './frame/terminal';
import { headersGroup } from './headers/group';
import { redirectsGroup } from './redirects/group';

type AddCommand = (group: CliCommand, terminal: Terminal) => void;

/** The code of each command, which is a file of its own in the bundled tool. */
const SINGLE: Readonly<Record<string, () => AddCommand>> = {
  preview: () => (require('./preview/command') as typeof import('./preview/command')).addPreviewCommand,
  explain: () => (require('./explain/command') as typeof import('./explain/command')).addExplainCommand,
};

interface Group {
  readonly add: (program: CliCommand) => CliCommand;
  readonly commands: Readonly<Record<string, () => AddCommand>>;
}

const GROUPS: Readonly<Record<string, Group>> = {
  redirects: {
    add: redirectsGroup,
    commands: {
      check: () => (require('./redirects/check') as typeof import('./redirects/check')).addCheckCommand,
      resolve: () => (require('./redirects/resolve') as typeof import('./redirects/resolve')).addResolveCommand,
      diff: () => (require('./redirects/diff') as typeof import('./redirects/diff')).addDiffCommand,
      convert: () => (require('./redirects/convert') as typeof import('./redirects/convert')).addConvertCommand,
      publish: () => (require('./redirects/publish/command') as typeof import('./redirects/publish/command'))
        .addPublishCommand,
      report: () => (require('./redirects/usage/command') as typeof import('./redirects/usage/command'))
        .addReportCommand,
      cost: () => (require('./redirects/cost/command') as typeof import('./redirects/cost/command')).addCostCommand,
    },
  },
  headers: {
    add: headersGroup,
    commands: {
      check: () => (require('./headers/check') as typeof import('./headers/check')).addCheckHeadersCommand,
    },
  },
};

/**
 * Adds the command that the arguments begin with; all commands if that is not one of them, as for help. To load the
 * code of the others would take a tenth of a check of a thousand rules.
 */
export function addCommands(
  program: CliCommand,
  terminal: Terminal,
  [first = '', second = '']: readonly string[],
): void {
  const group = Object.hasOwn(GROUPS, first) ? GROUPS[first] : undefined;
  const isOne = group !== undefined && Object.hasOwn(group.commands, second);
  if (Object.hasOwn(SINGLE, first)) return SINGLE[first]()(program, terminal);
  if (!isOne) for (const load of Object.values(SINGLE)) load()(program, terminal);
  for (const { add, commands } of isOne ? [group] : Object.values(GROUPS)) {
    const added = add(program);
    for (const load of isOne ? [commands[second]] : Object.values(commands)) load()(added, terminal);
    addHelpCommand(added);
  }
  if (!isOne) addHelpCommand(program);
}
