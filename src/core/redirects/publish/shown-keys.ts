import type { KeyChanges } from './key-changes';
import { LEFT_TO_SITE } from '../rule/exemption';
import { KINDS_KEY } from '../store/keys';

/** A whole path that is answered in another way than before. */
export interface ChangedPath {
  readonly path: string;
  /** Status and target; absent if no rule applied, or applies now. */
  readonly before?: string;
  readonly after?: string;
}

export interface ShownChanges {
  readonly paths: readonly ChangedPath[];
  /** Other keys that change, which hold parts of the tree of patterns, or lists of rules with conditions. */
  readonly others: number;
}

/** What changed keys mean, as far as they can be read without the list that they were made from. */
export function shownChanges(
  lead: string, there: ReadonlyMap<string, string>, entries: ReadonlyMap<string, string>, changes: KeyChanges,
): ShownChanges {
  const keys = [...changes.added, ...changes.changed, ...changes.removed].filter((key) => key !== lead + KINDS_KEY);
  const paths: ChangedPath[] = [];
  for (const key of keys) {
    const path = pathOf(key.slice(lead.length));
    if (path === undefined) continue;
    const [before, after] = [there.get(key), entries.get(key)].map(answerOf);
    paths.push({ path, ...(before !== undefined && { before }), ...(after !== undefined && { after }) });
  }
  return { paths, others: keys.length - paths.length };
}

/** Long paths are hashed, and cannot be read. */
function pathOf(key: string): string | undefined {
  const [, kind, path] = /^([=~])(?!#)(.*)$/s.exec(key) ?? [];
  return kind === undefined ? undefined : `${path || '/'}${kind === '~' ? ' in any case' : ''}`;
}

function answerOf(value: string | undefined): string | undefined {
  if (value === undefined) return undefined;
  const [, status, target] = /^(\d{3})(.*)$/s.exec(value) ?? [];
  if (status === undefined) return 'rules with conditions';
  if (target === '') return status === String(LEFT_TO_SITE) ? 'left to the site' : status;
  return `${status} ${target}`;
}
