import { lineOf } from './check';
import { loadRules, RuleFile } from './files';
import { Io, plural, UsageError } from './io';
import { formatOption, readOptions } from './options';
import { sourceKey } from '../../core/redirects/analyze/duplicates';
import { templateText } from '../../core/redirects/compile/texts';
import type { RedirectRule } from '../../core/redirects/model';

/** `diff A B`: which rules came, went or lead elsewhere now. */
export function diff(args: readonly string[], io: Io): number {
  const { values, positionals } = readOptions(args, { 'format': { type: 'string' }, 'json': { type: 'boolean' }, 'exit-code': { type: 'boolean' } });
  if (positionals.length !== 2) throw new UsageError('diff needs two files, the old one first');
  const files = positionals.map((file) => loadRules(file, formatOption(values.format), io));
  if (!areReadable(files, io)) return 1;
  const [before, after] = files.map(bySource);
  const removed = [...before].filter(([key]) => !after.has(key)).map(([, rule]) => rule);
  const added = [...after].filter(([key]) => !before.has(key)).map(([, rule]) => rule);
  const changed = [...after].flatMap(([key, rule]) => {
    const old = before.get(key);
    return old !== undefined && answerKey(old) !== answerKey(rule) ? [{ old, rule }] : [];
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

/** A rule that cannot be read is not gone. In `_redirects` it is: there the other lines answer without it. */
function areReadable(files: readonly RuleFile[], io: Io): boolean {
  const unread = files.filter(({ whole, program }) => !whole && program === undefined);
  const told = files.filter(({ whole }) => !whole).flatMap(({ problems }) => problems.filter(({ severity }) => severity === 'error'));
  for (const problem of told) io.err(lineOf(problem));
  for (const { file } of unread) io.err(`${file}: nothing is compared before these errors are mended`);
  return unread.length === 0;
}

/** The rules that answer: the first of equal sources, and none that another takes all requests from. */
function bySource({ rules, problems }: RuleFile): Map<string, RedirectRule> {
  const map = new Map<string, RedirectRule>();
  const idle = new Set(problems.filter(({ code }) => code === 'EDGE_REDIRECT_UNREACHABLE').map(({ line, column }) => `${line}:${column}`));
  for (const rule of rules) {
    const key = sourceKey(rule);
    if (!map.has(key) && !idle.has(`${rule.line}:${rule.column}`)) map.set(key, rule);
  }
  return map;
}

/** What a rule answers, in one spelling: `/b/:x` for `/a/:x` is `/b/:y` for `/a/:y`. */
function answerKey(rule: RedirectRule): string {
  const { status, target } = rule;
  return JSON.stringify([status, ...(target === undefined || status >= 400 ? [] : [templateText(target), policyText(rule)])]);
}

function answer(rule: RedirectRule): string {
  return `${rule.to === undefined ? '' : `${rule.to} `}(${rule.status}${rule.target === undefined ? '' : policyText(rule)})`;
}

/** Where the target has no query, there is nothing that the one of the request could be merged with or replaced by. */
function policyText({ query, target }: RedirectRule): string {
  switch (query.kind) {
    case 'only': return ` keeping ${[...query.names].sort().join(', ')}`;
    case 'drop': return ' without the query';
    case 'replace': return (target?.query?.length ?? 0) > 0 ? ' with its own query only' : '';
    case 'merge': return '';
  }
}
