import { Command, ErrorOptions, HelpContext, OutputConfiguration, ParseOptionsResult } from 'commander';
import { ungrouped, wrongValue } from './arguments';
import { afterOptions, HelpSections } from './help-sections';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { messageOf } from './wording';

/** 0: done. 1: problems were found, or it could not be done. 2: the command line cannot be understood. */
export type ExitCode = 0 | 1 | 2;

/** What all commands share on top of commander: where output goes, how errors are worded, and the exit code. */
export class CliCommand extends Command {
  /** The exit code of the whole run; only that of the outermost command is used. */
  private exitCode: ExitCode = 0;

  constructor(name: string, private readonly terminal: Terminal) {
    super(name);
    this.exitOverride().configureOutput(outputTo(terminal));
    this.helpCommand(false).helpOption('-h, --help', 'show this help');
  }

  public override createCommand(name = ''): CliCommand {
    return new CliCommand(name, this.terminal);
  }

  /** Adds exit codes, examples and notes to the help, after the options. */
  public explains(sections: HelpSections): this {
    return this.addHelpText('after', afterOptions(sections));
  }

  /** Sets what the command does: a function of its arguments and then its options that returns the exit code. */
  public executes<A extends unknown[]>(action: (...args: A) => ExitCode | Promise<ExitCode>): this {
    return this.action(async (...args: unknown[]) => {
      try {
        this.outermost().exitCode = await action(...(args as A));
      } catch (error) {
        if (!(error instanceof UsageError)) throw error;
        this.error(error.message, { code: error.code });
      }
    });
  }

  /** Runs the arguments after the name of the tool. Rejects with a `CommanderError` where commander would exit. */
  public async execute(args: readonly string[]): Promise<ExitCode> {
    await this.parseAsync(args, { from: 'user' });
    return this.exitCode;
  }

  /** Words every usage error alike, whether commander or a command found it. */
  public override error(message: string, options: ErrorOptions = {}): never {
    return super.error(messageOf(this, message, options.code), { ...options, exitCode: 2 });
  }

  public override parseOptions(args: string[]): ParseOptionsResult {
    const wrong = wrongValue(this.options, args);
    if (wrong !== undefined) this.error(wrong);
    const withoutValue = this.options.filter(({ required }) => !required).map(({ short }) => short ?? '');
    return super.parseOptions(ungrouped(['-h', ...withoutValue], args));
  }

  /** By itself commander prints the overview for `no-such-command --help`, as if the command existed. */
  public override helpInformation(context?: HelpContext): string {
    const [name] = this.args;
    const isName = this.commands.length > 0 && name !== undefined && !name.startsWith('-');
    if (isName && !this.commands.some((command) => command.name() === name)) this.noSuchCommand(name);
    return super.helpInformation(context);
  }

  /** Fails as if this name had been typed where the name of a command is expected. */
  public noSuchCommand(name: string): never {
    if (this.commands.length > 0) this.parse([name], { from: 'user' });
    return this.error(`'${this.name()}' has no commands of its own, got '${name}'`);
  }

  private outermost(): CliCommand {
    return this.parent instanceof CliCommand ? this.parent.outermost() : this;
  }
}

/** Commander ends its texts with a newline; a terminal adds one itself. */
function outputTo(terminal: Terminal): OutputConfiguration {
  const lines = (text: string): string => text.replace(/\n$/, '');
  return { writeOut: (text) => terminal.out(lines(text)), writeErr: (text) => terminal.error(lines(text)) };
}
