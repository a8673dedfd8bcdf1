import type { Stack } from 'aws-cdk-lib';
import type { RenderedBehavior } from './rendered-behaviors';
import { error, type Problem } from '../../core/problem';
import { referenceName } from '../reference-name';
import type { ExpectedAttachments } from '../slots/associations';

/** What the constructs on a distribution requested. */
export interface Expectation {
  readonly expectedOn: (pattern: string) => ExpectedAttachments;
  /** The behaviors that existed when the functions were created. */
  readonly patterns: ReadonlySet<string>;
  /** Behaviors added since then to a list that the distribution no longer uses. */
  readonly lost: () => readonly unknown[];
}

/**
 * Requested attachments that are missing from the final template. A property override replaces whole lists, and a
 * behavior that an aspect adds after the functions were created may need a function that does not exist.
 */
export function checkCoverage(
  stack: Stack,
  behaviors: readonly RenderedBehavior[],
  { expectedOn, patterns, lost }: Expectation,
): Problem[] {
  const text = textOf(stack);
  const problems = behaviors.flatMap(({ pattern, associations, policyId }) => {
    const expected = expectedOn(pattern);
    const rendered = new Set(associations.map((a) => `${a.event} ${JSON.stringify(a.arn)}`));
    const missing = expected.functions.filter((f) => f.arn === undefined || !rendered.has(`${f.event} ${text(f.arn)}`));
    const policyLost = expected.policyId !== undefined && text(expected.policyId) !== JSON.stringify(policyId);
    if (missing.length === 0 && !policyLost) return [];
    return patterns.has(pattern)
      ? [
        ...missing.map((f) => overridden(pattern, `the function ${referenceName(stack, f.arn)} on ${f.event}`)),
        ...(policyLost
          ? [overridden(pattern, `the response headers policy ${referenceName(stack, expected.policyId)}`)]
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

/** Renders tokens, and caches the result: many behaviors name the same few functions. */
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
