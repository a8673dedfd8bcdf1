import type { CompiledRules } from '../compile';
import { storeEntries, type StoreEntries } from '../store/entries';
import { KINDS_KEY, keyLead } from '../store/keys';
import { RULE_KINDS, type RuleKind } from '../store/kinds';

/**
 * A list with the kinds of rules that it may have, so that the next list is checked for them although nobody names them
 * again. The rules to begin with do not have them: their file may not change with the app (ADR 027).
 */
export function publishedEntries(
  compiled: Pick<CompiledRules, 'rules' | 'order' | 'findings'>,
  prefix: string,
  kinds: readonly RuleKind[] = RULE_KINDS,
): StoreEntries {
  const content = storeEntries(compiled, prefix, kinds);
  if (kinds.length === RULE_KINDS.length || content.problems.length > 0) return content;
  return { ...content, entries: new Map([...content.entries, [kindsKey(prefix), kinds.join(',')]]) };
}

/** The kinds that the list in a store may have, if the last one was published with some. */
export function publishedKinds(there: ReadonlyMap<string, string>, prefix: string): RuleKind[] | undefined {
  const kinds = there.get(kindsKey(prefix))?.split(',');
  return kinds && RULE_KINDS.filter((kind) => kinds.includes(kind));
}

function kindsKey(prefix: string): string {
  return keyLead(prefix) + KINDS_KEY;
}
