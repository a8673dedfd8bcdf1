import { shellQuote } from './example';
import { plural } from './plural';
import type { ChangedUrl, ChangeReport, ReportedRule } from './report';

/** A report in lines: one for each change, then the counts. */
export function* formatDiff({ added, removed, changed, urls, caveats }: ChangeReport): Generator<string> {
  for (const rule of removed) yield `- ${source(rule)} → ${rule.answer}`;
  for (const rule of added) yield `+ ${source(rule)} → ${rule.answer}`;
  for (const rule of changed) {
    // The same target may have other captures in it: then the old source says what changed.
    const old = rule.before === rule.after && rule.from !== rule.oldFrom ? `${rule.oldFrom} → ` : '';
    yield `~ ${source(rule)} → ${rule.after}  (was ${old}${rule.before})`;
  }
  yield* examples(urls);
  for (const caveat of caveats) yield `~ ${caveat}`;
  const inBoth = `${plural(urls.length, 'URL')} answered differently by rules that are in both lists`;
  const rules = `${plural(added.length, 'rule')} added, ${removed.length} removed, ${changed.length} changed`;
  yield urls.length === 0 ? rules : `${rules}; ${inBoth}`;
}

const MOST_EXAMPLES = 5;

/** One line that moved may overlap thousands of others; a few examples show what happened. */
function* examples(urls: readonly ChangedUrl[]): Generator<string> {
  for (const [group, list] of grouped(urls)) {
    for (const { url, options, before, after, oldLine, line } of list.slice(0, MOST_EXAMPLES)) {
      yield `~ ${url}${shellQuote(options)} gets ${after}${by(line)}  (was ${before}${by(oldLine)})`;
    }
    if (list.length > MOST_EXAMPLES) yield`  … and ${(list.length - MOST_EXAMPLES).toLocaleString('en')} more ${group}`;
  }
}

/** Grouped by old line or new line, whichever has more of the URLs. */
function grouped(urls: readonly ChangedUrl[]): Map<string, ChangedUrl[]> {
  const [old, now] = [counts(urls.map(({ oldLine }) => oldLine)), counts(urls.map(({ line }) => line))];
  const groups = new Map<string, ChangedUrl[]>();
  for (const changed of urls) {
    const lost = old.get(changed.oldLine)! > now.get(changed.line)!;
    const name = lost
      ? `that were answered${by(changed.oldLine, 'by none')}`
      : `that are answered${by(changed.line, 'by none')}`;
    const group = groups.get(name);
    if (group) group.push(changed);
    else groups.set(name, [changed]);
  }
  return groups;
}

function counts<T>(values: readonly T[]): Map<T, number> {
  const map = new Map<T, number>();
  for (const value of values) map.set(value, (map.get(value) ?? 0) + 1);
  return map;
}

function source({ from, when }: ReportedRule): string {
  return when === undefined ? from : `${from} [${when}]`;
}

function by(line: number | undefined, none = ''): string {
  return line === undefined ? none && ` ${none}` : ` by line ${line}`;
}
