/** What the help of a command says besides its arguments and options. */
export interface HelpSections {
  /** Each note is one or more lines. */
  readonly notes?: readonly string[];
  readonly exitCodes?: Readonly<Record<number, string>>;
  /** Shell commands; a test runs each of them as printed. */
  readonly examples?: readonly string[];
}

export function afterOptions({ notes = [], exitCodes = {}, examples = [] }: HelpSections): string {
  return [
    section('Exit codes:', Object.entries(exitCodes).map(([code, meaning]) => `${code}  ${meaning}`)),
    section('Examples:', examples),
    notes.length === 0 ? '' : `\n${notes.join('\n')}`,
  ].filter((text) => text !== '').join('\n');
}

function section(heading: string, lines: readonly string[]): string {
  return lines.length === 0 ? '' : `\n${[heading, ...lines.map((line) => `  ${line}`)].join('\n')}`;
}
