import { CliCommand } from './cli-command';

/** Adds `help`, which takes the full name of a command: `help redirects check`. Commander's own takes one word. */
export function addHelpCommand(group: CliCommand): void {
  group.command('help').summary('show the help of a command').description('Shows the help of a command.')
    .argument('[command...]', 'its full name, such as: redirects check')
    .executes((names: string[]) => {
      find(group, names).outputHelp();
      return 0;
    });
}

function find(group: CliCommand, [name, ...rest]: readonly string[]): CliCommand {
  if (name === undefined) return group;
  const command = group.commands.find((candidate) => candidate.name() === name);
  if (command instanceof CliCommand) return find(command, rest);
  return group.noSuchCommand(name);
}
