import type { IConstruct } from 'constructs';
import type { Problem } from '../../core/problem';

/** The behaviors that a message is about. */
export interface Named {
  /** `behavior "/a/*"`, or `behaviors "/a/*", "/b/*"`. */
  readonly names: string;
  /** Chooses between a verb for one behavior and one for several. */
  readonly verb: (one: string, several: string) => string;
}

/** A problem of a construct on a behavior. */
export interface BehaviorFinding {
  readonly owner: IConstruct;
  readonly pattern: string;
  readonly describe: (on: Named) => Problem;
}

/** Says a problem that several behaviors have once, with all of them. */
export function perOwner(findings: readonly BehaviorFinding[]): [owner: IConstruct, problems: Problem[]][] {
  const groups = new Map<IConstruct, Map<string, { describe: BehaviorFinding['describe']; patterns: Set<string> }>>();
  for (const { owner, pattern, describe } of findings) {
    const own = groups.get(owner) ?? new Map();
    groups.set(owner, own);
    const { code, message } = describe(named(['']));
    const key = `${code} ${message}`;
    const group = own.get(key) ?? { describe, patterns: new Set() };
    group.patterns.add(pattern);
    own.set(key, group);
  }
  return [...groups].map(([owner, own]) => (
    [owner, [...own.values()].map(({ describe, patterns }) => describe(named([...patterns])))]));
}

function named(patterns: readonly string[]): Named {
  const list = patterns.map((pattern) => JSON.stringify(pattern)).join(', ');
  const several = patterns.length > 1;
  return { names: `behavior${several ? 's' : ''} ${list}`, verb: (one, many) => (several ? many : one) };
}
