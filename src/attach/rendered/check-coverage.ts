import type { Stack } from 'aws-cdk-lib';
import type { RenderedBehavior } from './rendered-behaviors';
import { error, type Problem } from '../../core/problem';
import { referenceName } from '../reference-name';
import type { Wanted } from '../slots/associations';

/** What should have come of the constructs on a distribution. */
export interface Intention {
  readonly wantedOn: (pattern: string) => Wanted;
  /** The behaviors that there were when the functions were made. */
  readonly patterns: ReadonlySet<string>;
  /** Behaviors that were added since to a list that is no longer that of the distribution. */
  readonly lost: () => readonly unknown[];
}

/**
 * What is on no behavior of the final template although a construct promised it. A property override replaces whole
 * lists; and a behavior that an aspect adds after the functions were made may need one that does not exist.
 */
export function checkCoverage(
  stack: Stack,
  behaviors: readonly RenderedBehavior[],
  { wantedOn, patterns, lost }: Intention,
): Problem[] {
  const text = textOf(stack);
  const problems = behaviors.flatMap(({ pattern, associations, policyId }) => {
    const wanted = wantedOn(pattern);
    const rendered = new Set(associations.map((a) => `${a.event} ${JSON.stringify(a.arn)}`));
    const missing = wanted.functions.filter((f) => f.arn === undefined || !rendered.has(`${f.event} ${text(f.arn)}`));
    const policyLost = wanted.policyId !== undefined && text(wanted.policyId) !== JSON.stringify(policyId);
    if (missing.length === 0 && !policyLost) return [];
    return patterns.has(pattern)
      ? [
        ...missing.map((f) => overridden(pattern, `the function ${referenceName(stack, f.arn)} on ${f.event}`)),
        ...(policyLost
          ? [overridden(pattern, `the response headers policy ${referenceName(stack, wanted.policyId)}`)]
          : []),
      ]
      : [
        late(
          pattern,
          missing.some((f) => f.arn === undefined),
        ),
      ];
  });
  return [
    ...problems,
    ...lost().map((behavior) => late(String((behavior as { pathPattern?: unknown }).pathPattern), false)),
  ];
}

/** Tokens as they are rendered; many behaviors name the same few. */
function textOf(stack: Stack): (token: string) => string {
  const known = new Map<string, string>();
  return (token) => {
    const text = known.get(token) ?? JSON.stringify(stack.resolve(token));
    known.set(token, text);
    return text;
  };
}

function overridden(pattern: string, what: string): Problem {
  return error('EDGE_OVERRIDDEN', `${what} is missing from behavior ${JSON.stringify(pattern)} of the final template: `
    + 'something has replaced it after it was put there; override single properties and not lists, or leave the '
    + 'behavior out of the construct');
}

function late(pattern: string, unmade: boolean): Problem {
  return error('EDGE_BEHAVIOR_LATE', `behavior ${JSON.stringify(pattern)} was added after the functions were `
    + 'made; add it before synthesis, or in an aspect that visits the distribution itself'
    + `${unmade ? ', or name it with EdgeBehaviors.paths' : ''}`);
}
