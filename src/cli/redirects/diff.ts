import { loadRules } from './files';
import { Io, plural, UsageError } from './io';
import { formatOption, readOptions } from './options';
import { sourceKey } from '../../core/redirects/analyze/duplicates';
import type { RedirectRule } from '../../core/redirects/model';

/** `diff A B`: which rules came, went or lead elsewhere now. */
export function diff(args: readonly string[], io: Io): number {
  const { values, positionals } = readOptions(args, { 'format': { type: 'string' }, 'json': { type: 'boolean' }, 'exit-code': { type: 'boolean' } });
  if (positionals.length !== 2) throw new UsageError('diff needs two files, the old one first');
  const [before, after] = positionals.map((file) => bySource(loadRules(file, formatOption(values.format), io).rules));
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, rule]) => rule);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, rule]) => rule);
  const changed = [...after].flatMap(([key, rule]) => {
    const old = before.get(key);
    return old !== undefined && answer(old) !== answer(rule) ? [{ old, rule }] : [];
  });
  if (values.json) {
    const pair = ({ old, rule }: typeof changed[number]) => ({ from: rule.from, before: answer(old), after: answer(rule), line: rule.line });
    const one = (rule: RedirectRule) => ({ from: rule.from, answer: answer(rule), line: rule.line });
    io.out(JSON.stringify({ added: added.map(one), removed: removed.map(one), changed: changed.map(pair) }, null, 2));
  } else {
    for (const rule of removed) io.out(`- ${rule.from} → ${answer(rule)}`);
    for (const rule of added) io.out(`+ ${rule.from} → ${answer(rule)}`);
    for (const { old, rule } of changed) io.out(`~ ${rule.from} → ${answer(rule)}  (was ${answer(old)})`);
    io.out(`${plural(added.length, 'rule')} added, ${removed.length} removed, ${changed.length} changed`);
  }
  return values['exit-code'] && added.length + removed.length + changed.length > 0 ? 1 : 0;
}

/** The first of equal sources is the one that answers. */
function bySource(rules: readonly RedirectRule[]): Map<string, RedirectRule> {
  const map = new Map<string, RedirectRule>();
  for (const rule of rules) {
    const key = sourceKey(rule);
    if (!map.has(key)) map.set(key, rule);
  }
  return map;
}

function answer({ to, status, query }: RedirectRule): string {
  const policy = query.kind === 'only' ? ` keeping ${query.names.join(', ')}` : query.kind === 'drop' ? ' without the query' : '';
  return `${to === undefined ? '' : `${to} `}(${status}${policy})`;
}
