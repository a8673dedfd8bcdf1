import { parseCsvRules } from './formats/csv/rules';
import { RuleDefaults } from './formats/fields';
import { parseJsonRules } from './formats/json/rules';
import { parseCloudflare } from './formats/lines/cloudflare';
import { parseNetlify } from './formats/lines/netlify';
import type { RedirectRule } from './rule/model';
import { Report } from './rule/report';
import type { ParsedRules, RuleFormat } from './rule/types';

export type { RedirectRule } from './rule/model';

export interface ParseOptions {
  readonly format: RuleFormat;
  /** The file name for messages. */
  readonly file?: string;
  /** The defaults for rules that do not set a field. */
  readonly defaults?: RuleDefaults;
}

/** Parses a file of rules. Never throws: every error is a problem with its line and column. */
export function parseRules(text: string, options: ParseOptions): ParsedRules<RedirectRule> {
  const report = new Report();
  const rules = READERS[options.format](text, options.file, options.defaults ?? {}, report);
  return { rules, problems: report.problems };
}

type Reader = (text: string, file: string | undefined, defaults: RuleDefaults, report: Report) => RedirectRule[];

const READERS: Readonly<Record<RuleFormat, Reader>> = {
  json: parseJsonRules,
  csv: parseCsvRules,
  netlify: parseNetlify,
  cloudflare: parseCloudflare,
};
