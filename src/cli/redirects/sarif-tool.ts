import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { RuleHelp, SarifTool } from '../../core/problem';
import { packageVersion } from '../run';

const REPOSITORY = 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge';
const PAGE = 'https://github.com/cdk-cloudfront-edge/cdk-cloudfront-edge/blob/main/docs/errors.md#redirects';

/** The bundle writes it from docs/errors.md; found from `assets/cli` as well as from `src/cli/redirects`. */
const HELP_FILES = [join(__dirname, 'errors.json'), join(__dirname, '../../../assets/cli/errors.json')];

/** This tool as code hosts present it. */
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
      // The results are worth more than their help.
    }
  }
  return {};
}
