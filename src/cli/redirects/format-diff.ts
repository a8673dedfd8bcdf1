import { shellQuoted } from './example';
import { plural } from './plural';
import type { Address, Asked, ChangeReport } from './report';

/** What has changed, a line for each. */
export function* formatDiff({ added, removed, changed, addresses, caveats }: ChangeReport): Generator<string> {
  for (const one of removed) yield `- ${source(one)} → ${one.answer}`;
  for (const one of added) yield `+ ${source(one)} → ${one.answer}`;
  for (const one of changed) {
    // What is captured may be another although the target is written as before.
    const old = one.before === one.after && one.from !== one.oldFrom ? `${one.oldFrom} → ` : '';
    yield `~ ${source(one)} → ${one.after}  (was ${old}${one.before})`;
  }
  yield* examples(addresses);
  for (const caveat of caveats) yield `~ ${caveat}`;
  const count = addresses.length === 1 ? '1 address' : plural(addresses.length, 'addresse');
  const elsewhere = addresses.length === 0 ? '' : `; ${count} answered otherwise by rules that are in both`;
  yield `${plural(added.length, 'rule')} added, ${removed.length} removed, ${changed.length} changed${elsewhere}`;
}

const MOST_EXAMPLES = 5;

/** One line that moved may meet thousands of others, of which a few show what has happened. */
function* examples(addresses: readonly Address[]): Generator<string> {
  for (const [group, list] of grouped(addresses)) {
    for (const { address, options, before, after, oldLine, line } of list.slice(0, MOST_EXAMPLES)) {
      yield `~ ${address}${shellQuoted(options)} gets ${after}${by(line)}  (was ${before}${by(oldLine)})`;
    }
    if (list.length > MOST_EXAMPLES) yield`  … and ${(list.length - MOST_EXAMPLES).toLocaleString('en')} more ${group}`;
  }
}

/** By the line that takes most of them now, or that most were taken from. */
function grouped(addresses: readonly Address[]): Map<string, Address[]> {
  const [old, now] = [counts(addresses.map(({ oldLine }) => oldLine)), counts(addresses.map(({ line }) => line))];
  const groups = new Map<string, Address[]>();
  for (const each of addresses) {
    const lost = old.get(each.oldLine)! > now.get(each.line)!;
    const name = lost
      ? `that were answered${by(each.oldLine, 'by none')}`
      : `that are answered${by(each.line, 'by none')}`;
    const group = groups.get(name);
    if (group) group.push(each);
    else groups.set(name, [each]);
  }
  return groups;
}

function counts<T>(values: readonly T[]): Map<T, number> {
  const map = new Map<T, number>();
  for (const value of values) map.set(value, (map.get(value) ?? 0) + 1);
  return map;
}

function source({ from, when }: Asked): string {
  return when === undefined ? from : `${from} [${when}]`;
}

function by(line: number | undefined, none = ''): string {
  return line === undefined ? none && ` ${none}` : ` by line ${line}`;
}
