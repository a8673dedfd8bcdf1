import type { FoundConflict, PolicyVariant } from './merge-plan';
import { error, note, warning, type Problem } from '../../core/problem';
import { shorten } from '../shorten';
import type { PolicyContribution } from '../slots/contribution';

/** A Content-Security-Policy is a long text; the headers that differ matter more than its end. */
const SHOWN_LENGTH = 120;

/**
 * Names what both policies set, with both values: a warning until the user has chosen one, then a note.
 *
 * One problem for all, because an annotation shows only the first few.
 */
export function policyConflicts({ existing }: PolicyContribution, conflicts: readonly FoundConflict[]): Problem[] {
  if (conflicts.length === 0) return [];
  const chosen = existing?.policyConflicts;
  const lines = grouped(conflicts).map(({ what, ours, existing: theirs, name, patterns }) => {
    const [used, unused] = chosen === 'existing' ? [theirs, ours] : [ours, theirs];
    return `${what} is ${text(used)} and not ${text(unused)} (${name}; ${patterns.join(', ')})`;
  });
  const message = `merged with an existing response headers policy that sets the same with other values: ${
    lines.join('; ')}`;
  const cure = 'choose with policyConflicts: PolicyConflicts.OURS or EXISTING';
  return [chosen === undefined
    ? warning('EDGE_POLICY_CONFLICT', `${message}; ${cure}`, 'existing')
    : note('EDGE_POLICY_CONFLICT', message, 'existing')];
}

/** An aspect has changed an existing policy so that it can no longer be merged, or no longer share a merged one. */
export function changedLate({ sources, settings }: PolicyVariant): Problem[] {
  const [first, ...others] = sources.map((source) => (
    { name: source.name, content: JSON.stringify(settings(source)) }));
  if (first === undefined) return [];
  const apart = others.filter(({ content }) => content !== first.content);
  return [
    ...first.content === undefined ? [late(`${first.name} has settings that can no longer be read`)] : [],
    ...apart.map(({ name }) => late(`${first.name} and ${name} were equal and share a merged one, but no longer are`)),
  ];
}

function late(what: string): Problem {
  return error('EDGE_POLICY_LATE', `the response headers policy ${what}: it was changed after the policies were `
    + 'merged; change it before synthesis, or in an aspect that visits the distribution itself');
}

function grouped(conflicts: readonly FoundConflict[]): (FoundConflict & { readonly patterns: readonly string[] })[] {
  const groups = new Map<string, FoundConflict & { readonly patterns: string[] }>();
  for (const { pattern, ...conflict } of conflicts) {
    const key = JSON.stringify(conflict);
    const group = groups.get(key) ?? { ...conflict, pattern, patterns: [] };
    group.patterns.push(JSON.stringify(pattern));
    groups.set(key, group);
  }
  return [...groups.values()];
}

function text(value: string): string {
  return JSON.stringify(value.length > SHOWN_LENGTH ? `${shorten(value, SHOWN_LENGTH - 1)}…` : value);
}
