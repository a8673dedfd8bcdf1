import { CliCommand } from './cli-command';

/** Adds `help`, which takes all the words of a command: `help redirects check`. Commander's own takes the first. */
export function addHelpCommand(group: CliCommand): void {
  group.command('help').summary('show the help of a command').description('Shows the help of a command.')
    .argument('[command...]', 'its name, and that of the command that it belongs to before it')
    .executes((names: string[]) => {
      find(group, names).outputHelp();
      return 0;
    });
}

function find(group: CliCommand, [name, ...rest]: readonly string[]): CliCommand {
  if (name === undefined) return group;
  const command = group.commands.find((one) => one.name() === name);
  if (command instanceof CliCommand) return find(command, rest);
  return group.refuse(name);
}
