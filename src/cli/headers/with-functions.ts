import type { CheckedResponse } from './judged';
import type { FunctionHeader, ResponseFunction } from './template-functions';
import { UNKNOWN, type HeaderField } from '../../core/security-headers/analysis/finding';
import { HEADER_NAMES } from '../../core/security-headers/header-names';

/** A header with what its policy says about that of the origin. */
type Field = HeaderField & { readonly override?: unknown };

/**
 * The headers of a policy, and of the functions before and after it; undefined if nothing is known to set one. The
 * policy itself, if the functions change nothing of it.
 */
export function withFunctions(
  policy: CheckedResponse | undefined, functions: readonly ResponseFunction[],
): CheckedResponse | undefined {
  const fields = new Map<string, Field>();
  const run = ({ event, headers, removed }: ResponseFunction) => {
    for (const name of removed) fields.delete(name);
    for (const header of headers) if (header.value !== undefined) set(fields, header, event === 'viewer-response');
  };
  functions.filter(({ event }) => event === 'origin-response').forEach(run);
  for (const field of (policy?.headers ?? []) as readonly Field[]) {
    const lower = field.name.toLowerCase();
    if (field.override !== false || !fields.has(lower)) fields.set(lower, field);
  }
  functions.filter(({ event }) => event === 'viewer-response').forEach(run);
  for (const { hasOther, code } of functions) if (hasOther) addNamed(fields, code);
  const headers = [...fields.values()];
  if (policy && sameText(headers, policy.headers)) return policy;
  if (headers.length === 0 || functions.every((one) => one.headers.length === 0 && policy === undefined)) return policy;
  const title = [...policy ? [policy.title] : [], ...functions.map(titleOf)].join(', ');
  return { ...policy, title, headers: headers.map(({ name, value }) => ({ name, value })), isStatic: true };
}

function set(fields: Map<string, Field>, { name, value, keep, fallback }: FunctionHeader, isAfter: boolean): void {
  const before = fields.get(name);
  // What differs from the policy of the construct is of another policy, with which it was merged.
  if (isAfter && keep && before && before.value !== fallback) return;
  fields.set(name, { name: before?.name ?? WRITTEN.get(name) ?? name, value: value! });
}

/** Code that names a header probably sets it: it is not missing, and its value is not known. */
function addNamed(fields: Map<string, Field>, code: string): void {
  for (const [lower, name] of WRITTEN) {
    if (!fields.has(lower) && code.includes(lower)) fields.set(lower, { name, value: UNKNOWN });
  }
}

const WRITTEN = new Map(Object.values(HEADER_NAMES).map((name) => [name.toLowerCase(), name]));

function titleOf({ owners, event }: ResponseFunction): string {
  return `function${owners.length > 0 ? ` of ${[...new Set(owners)].join(' and ')}` : ''} on ${event}`;
}

function sameText(some: readonly HeaderField[], others: readonly HeaderField[]): boolean {
  const text = (all: readonly HeaderField[]) => JSON.stringify(all.map(({ name, value }) => [name, value]));
  return text(some) === text(others);
}
