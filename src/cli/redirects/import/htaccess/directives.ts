/** One directive of an Apache configuration. */
export interface Directive {
  readonly at: number;
  /** In lower case. */
  readonly name: string;
  readonly words: readonly string[];
  readonly written: string;
  /** The section that contains it, if the section is a condition. */
  readonly within?: string;
}

/** Sections that only depend on the server, such as on its modules. */
const TRANSPARENT = /^<(?:IfModule|IfDefine|IfVersion)\b/i;

/** Splits a file into directives. A backslash at the end of a line continues it on the next line. */
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

/** Words are separated by spaces; words in quotes may contain spaces. */
function wordsOf(line: string): string[] {
  return [...line.matchAll(/"((?:\\.|[^"\\])*)"|'((?:\\.|[^'\\])*)'|((?:\\\s|\S)+)/g)].map(
    ([, double, single, plain]) =>
      double?.replace(/\\"/g, '"') ?? single?.replace(/\\'/g, "'") ?? plain.replace(/\\(?=\s)/g, ''),
  );
}
