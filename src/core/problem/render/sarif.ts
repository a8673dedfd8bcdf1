import type { Code, Severity } from '../codes';
import type { Problem } from '../problem';

/** The documentation of a code. */
export interface RuleHelp {
  /** What happened, in a sentence. */
  readonly what?: string;
  /** What to do about it. */
  readonly cure?: string;
  /** The page that explains it. */
  readonly uri?: string;
}

/** The tool that found the problems. */
export interface SarifTool {
  readonly version: string;
  /** Its home page. */
  readonly informationUri: string;
  readonly help: (code: Code) => RuleHelp;
}

/**
 * Problems as SARIF, which code hosts show next to the lines of a pull request.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(problems: readonly Problem[], tool: SarifTool): object {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  const { version, informationUri } = tool;
  const rules = codes.map((code) => rule(code, levelOf(code, problems), tool.help(code)));
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: {
        driver: { name: 'cdk-cloudfront-edge', semanticVersion: version, version, informationUri, rules },
      },
      // Columns are counted in UTF-16 code units, as in editors. The default would be Unicode characters.
      columnKind: 'utf16CodeUnits',
      results: problems.map(({ code, severity, message, file, line, column }) => ({
        ruleId: code,
        ruleIndex: codes.indexOf(code),
        level: severity,
        message: { text: message },
        locations: file === undefined ? [] : [{
          physicalLocation: {
            artifactLocation: { uri: encodeURI(file.replace(/\\/g, '/')) },
            ...(line === undefined ? {} : { region: { startLine: line, startColumn: column ?? 1 } }),
          },
        }],
      })),
    }],
  };
}

function rule(code: Code, level: Severity, { what = `${words(code)}.`, cure, uri }: RuleHelp): object {
  const text = cure === undefined ? what : `${what} ${cure}`;
  return {
    id: code,
    name: words(code).replace(/\b[a-z]/g, (letter) => letter.toUpperCase()).replace(/ /g, ''),
    shortDescription: { text: firstSentence(what) },
    fullDescription: { text },
    help: { text, markdown: cure === undefined ? what : `${what}\n\n**What to do:** ${cure}` },
    ...(uri === undefined ? {} : { helpUri: uri }),
    defaultConfiguration: { level },
    properties: { tags: ['redirects'], precision: 'high' },
  };
}

/** The highest severity of the problems with a code, under which code hosts list the rule. */
function levelOf(code: Code, problems: readonly Problem[]): Severity {
  const found = problems.filter((problem) => problem.code === code).map(({ severity }) => severity);
  return (['error', 'warning'] as const).find((severity) => found.includes(severity)) ?? 'note';
}

/** `EDGE_REDIRECT_LOOP` becomes "Redirect loop". */
function words(code: string): string {
  const text = code.replace(/^EDGE_/, '').toLowerCase().replace(/_/g, ' ');
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function firstSentence(text: string): string {
  return /^.*?[.:](?=\s|$)/.exec(text)?.[0].replace(/:$/, '.') ?? text;
}
