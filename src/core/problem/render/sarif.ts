import type { Problem } from '../problem';

/**
 * Problems as SARIF, which code hosts show next to the lines of a pull request.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarif(problems: readonly Problem[]): object {
  const codes = [...new Set(problems.map(({ code }) => code))].sort();
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [{
      tool: { driver: { name: 'cdk-cloudfront-edge', rules: codes.map((id) => ({ id })) } },
      results: problems.map(({ code, severity, message, file, line, column }) => ({
        ruleId: code,
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
