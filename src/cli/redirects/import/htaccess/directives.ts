/** One directive of Apache's configuration: its words, and where it begins. */
export interface Directive {
  readonly at: number;
  /** In lower case. */
  readonly name: string;
  readonly words: readonly string[];
  readonly written: string;
  /** The section that it stands in, if that is a condition. */
  readonly within?: string;
}

/** Sections that only ask whether a module is there. */
const TRANSPARENT = /^<(?:IfModule|IfDefine|IfVersion)\b/i;

/** Cuts a file into its directives: a backslash at the end of a line goes on in the next. */
export function directivesOf(text: string): Directive[] {
  const directives: Directive[] = [];
  const sections: string[] = [];
  for (const { 0: line, index } of text.matchAll(/(?:\\\r?\n|[^\r\n])+/g)) {
    const content = line.replace(/\\\r?\n/g, ' ').replace(/^\ufeff/, '').trim();
    if (content === '' || content.startsWith('#')) continue;
    if (content.startsWith('</')) {
      sections.pop();
    } else if (content.startsWith('<')) {
      sections.push(content);
    } else {
      const [first, ...words] = wordsOf(content);
      const within = sections.find((section) => !TRANSPARENT.test(section));
      directives.push({
        at: index + line.search(/[^\s\ufeff]/),
        name: first.toLowerCase(),
        words,
        written: content,
        ...(within === undefined ? {} : { within }),
      });
    }
  }
  return directives;
}

/** Words are separated by blanks; those in quotes may hold some. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\\s|\S)+)/g)].map(
    ([, double, single, plain]) =>
      double?.replace(/\\"/g, '"') ?? single?.replace(/\\'/g, "'") ?? plain.replace(/\\(?=\s)/g, ''),
  );
}
