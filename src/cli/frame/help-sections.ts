/** What a command's help says beside its arguments and options. */
export interface HelpSections {
  /** Each is a line, or several. */
  readonly notes?: readonly string[];
  readonly exitCodes?: Readonly<Record<number, string>>;
  /** Lines of a shell that can be run as they are; a test does. */
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
