import type { CspDirective, CspSourceModel } from './csp';
import { CSP_DIRECTIVES } from './csp-directives';

/**
 * The policy that allows more: each directive with further sources.
 *
 * A directive that is not set starts with the sources that apply in its place. If there are none it allows everything
 * already, and stays unset: with a few sources it would allow less.
 */
export function extendCsp(policy: readonly CspDirective[], added: readonly CspDirective[]): readonly CspDirective[] {
  return added.reduce(extend, policy);
}

/** The policy with these directives in place of those of the same name. */
export function replaceInCsp(
  policy: readonly CspDirective[], given: readonly CspDirective[], removed: readonly string[],
): readonly CspDirective[] {
  const find = ({ name }: CspDirective) => given.find((one) => one.name === name);
  return [
    ...policy.filter(({ name }) => !removed.includes(name)).map((directive) => find(directive) ?? directive),
    ...given.filter(({ name }) => !policy.some((directive) => directive.name === name)),
  ];
}

/** The directive that applies for the given one; undefined if everything is allowed. */
export function effective(policy: readonly CspDirective[], name: string): CspDirective | undefined {
  const names = [name, ...CSP_DIRECTIVES[name]?.fallback ?? []];
  return names.map((one) => policy.find((directive) => directive.name === one)).find((found) => found !== undefined);
}

function extend(policy: readonly CspDirective[], { name, sources }: CspDirective): readonly CspDirective[] {
  const base = effective(policy, name);
  if (base === undefined) {
    // Flags and the like are not lists of what is allowed.
    return CSP_DIRECTIVES[name]?.form === 'sources' ? policy : [...policy, { name, sources }];
  }
  const extended = { name, sources: joined(base.sources, sources) };
  return base.name === name
    ? policy.map((directive) => (directive === base ? extended : directive))
    : [...policy, extended];
}

function joined(before: readonly CspSourceModel[], added: readonly CspSourceModel[]): CspSourceModel[] {
  const kept = added.length === 0 ? before : before.filter((source) => !allowsNothing(source));
  const all = [...kept, ...added];
  return all.filter((source, index) => all.findIndex((other) => isSame(other, source)) === index);
}

function allowsNothing(source: CspSourceModel): boolean {
  return source.kind === 'text' && source.text.toLowerCase() === "'none'";
}

function isSame(one: CspSourceModel, other: CspSourceModel): boolean {
  return one.kind === 'text' ? other.kind === 'text' && one.text === other.text
    : JSON.stringify(one) === JSON.stringify(other);
}
