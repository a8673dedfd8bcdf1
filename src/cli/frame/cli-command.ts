import { Command, ErrorOptions, HelpContext, OutputConfiguration, ParseOptionsResult } from 'commander';
import { ungrouped, wrongValue } from './arguments';
import { afterOptions, HelpSections } from './help-sections';
import type { Terminal } from './terminal';
import { UsageError } from './usage-error';
import { messageOf } from './wording';

/** 0 done, 1 done and something was found, or it could not be done; 2 the command line makes no sense. */
export type ExitCode = 0 | 1 | 2;

/** What all commands have in common, on top of commander: where they write, how they refuse, and how they end. */
export class CliCommand extends Command {
  /** Of the whole run; kept by the outermost command. */
  private exitCode: ExitCode = 0;

  constructor(name: string, private readonly terminal: Terminal) {
    super(name);
    this.exitOverride().configureOutput(outputTo(terminal));
    this.helpCommand(false).helpOption('-h, --help', 'show this help');
  }

  public override createCommand(name = ''): CliCommand {
    return new CliCommand(name, this.terminal);
  }

  /** Exit codes, examples and notes, printed behind the options. */
  public explains(sections: HelpSections): this {
    return this.addHelpText('after', afterOptions(sections));
  }

  /** What the command does. It is called with the arguments and then the options, and gives the exit code. */
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

  /** Does what follows the name of the tool. Rejects with a `CommanderError` where commander would exit. */
  public async execute(args: readonly string[]): Promise<ExitCode> {
    await this.parseAsync(args, { from: 'user' });
    return this.exitCode;
  }

  /** Every refusal, commander's and ours, in the same words. */
  public override error(message: string, options: ErrorOptions = {}): never {
    return super.error(messageOf(this, message, options.code), { ...options, exitCode: 2 });
  }

  public override parseOptions(args: string[]): ParseOptionsResult {
    const wrong = wrongValue(this.options, args);
    if (wrong !== undefined) this.error(wrong);
    const withoutValue = this.options.filter(({ required }) => !required).map(({ short }) => short ?? '');
    return super.parseOptions(ungrouped(['-h', ...withoutValue], args));
  }

  /** By itself commander answers `no-such-command --help` with the overview, as if there were such a command. */
  public override helpInformation(context?: HelpContext): string {
    const [name] = this.args;
    const isName = this.commands.length > 0 && name !== undefined && !name.startsWith('-');
    if (isName && !this.commands.some((command) => command.name() === name)) this.refuse(name);
    return super.helpInformation(context);
  }

  /** Fails as if this name had been typed where one of the commands is expected. */
  public refuse(name: string): never {
    if (this.commands.length > 0) this.parse([name], { from: 'user' });
    return this.error(`'${this.name()}' has no commands of its own, got '${name}'`);
  }

  private outermost(): CliCommand {
    return this.parent instanceof CliCommand ? this.parent.outermost() : this;
  }
}

/** Commander ends its texts with a newline, a terminal adds it. */
function outputTo(terminal: Terminal): OutputConfiguration {
  const lines = (text: string): string => text.replace(/\n$/, '');
  return { writeOut: (text) => terminal.out(lines(text)), writeErr: (text) => terminal.error(lines(text)) };
}
