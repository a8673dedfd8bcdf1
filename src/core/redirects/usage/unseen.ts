import { partsOfRule } from '../parts-read';
import type { RedirectRule } from '../rule/model';
import type { Findings } from '../traits/findings';
import { readingOf } from '../traits/reading';

const LOGGED: ReadonlySet<string> = new Set([
  'host', 'method', 'country', 'header:host', 'header:cookie', 'header:referer', 'header:user-agent', 'header:accept',
  'header:accept-encoding', 'header:cloudfront-viewer-country',
]);

/** What a rule reads of a request that no log has, so that its hits cannot be counted: `header:x-plan`, `language`. */
export function unseenReads(rule: RedirectRule, findings: Findings): string[] {
  const reads = partsOfRule(rule, findings).filter(({ dispensable }) => !dispensable).map(readingOf);
  return [...new Set(reads)].filter((read) => !/^(?:query|cookie)\b/.test(read) && !LOGGED.has(read)).sort();
}
