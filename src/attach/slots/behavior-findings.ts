import type { IConstruct } from 'constructs';
import type { Problem } from '../../core/problem';

/** The behaviors that a message is about. */
export interface Named {
  /** `behavior "/a/*"`, or `behaviors "/a/*", "/b/*"`. */
  readonly names: string;
  /** Chooses between a verb for one behavior and one for several. */
  readonly verb: (one: string, several: string) => string;
}

/** A problem on a behavior. */
export interface FoundOn {
  readonly pattern: string;
  readonly describe: (on: Named) => Problem;
}

/** A problem of a construct on a behavior. */
export interface BehaviorFinding extends FoundOn {
  readonly owner: IConstruct;
}

/** The problems of each construct. */
export function perOwner(findings: readonly BehaviorFinding[]): [owner: IConstruct, problems: Problem[]][] {
  const owners = [...new Set(findings.map(({ owner }) => owner))];
  return owners.map((one) => [one, saidOnce(findings.filter(({ owner }) => owner === one))]);
}

/** Says a problem that several behaviors have once, with all of them. */
export function saidOnce(findings: readonly FoundOn[]): Problem[] {
  const groups = new Map<string, { readonly describe: FoundOn['describe']; readonly patterns: Set<string> }>();
  for (const { pattern, describe } of findings) {
    const key = JSON.stringify(describe(named([''])));
    const group = groups.get(key) ?? { describe, patterns: new Set() };
    group.patterns.add(pattern);
    groups.set(key, group);
  }
  return [...groups.values()].map(({ describe, patterns }) => describe(named([...patterns])));
}

/** A problem whose message names one behavior, so that it can be said of several. */
export function aboutBehavior(pattern: string, problem: Problem): FoundOn {
  const { names: own } = named([pattern]);
  return { pattern, describe: ({ names }) => ({ ...problem, message: problem.message.replace(own, () => names) }) };
}

function named(patterns: readonly string[]): Named {
  const list = patterns.map((pattern) => JSON.stringify(pattern)).join(', ');
  const several = patterns.length > 1;
  return { names: `behavior${several ? 's' : ''} ${list}`, verb: (one, many) => (several ? many : one) };
}
