import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleHelp, SarifTool } from '../../core/problem';
import { packageVersion } from '../run';

const REPOSITORY = 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge';
const PAGE = 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/errors.md#redirects';

/** Generated from docs/errors.md by the bundler. The paths are relative to `assets/cli` and to `src/cli/redirects`. */
const HELP_FILES = [join(__dirname, 'errors.json'), join(__dirname, '../../../assets/cli/errors.json')];

/** The description of this tool for code hosts. */
export function sarifTool(): SarifTool {
  const help = readHelp();
  return {
    version: packageVersion(),
    informationUri: REPOSITORY,
    help: (code) => ({ ...help[code], uri: PAGE }),
  };
}

function readHelp(): Readonly<Record<string, RuleHelp>> {
  for (const file of HELP_FILES) {
    try {
      const rows = Object.entries(JSON.parse(readFileSync(file, 'utf8')) as Record<string, [string, string]>);
      return Object.fromEntries(rows.map(([code, [what, cure]]) => [code, { what, cure }]));
    } catch {
      // Results without help are better than none.
    }
  }
  return {};
}
