import type { Stack } from 'aws-cdk-lib';
import type { RenderedBehavior } from './rendered-behaviors';
import { error, type Problem } from '../../core/problem';
import { referenceName } from '../reference-name';
import type { ExpectedAttachments } from '../slots/associations';
import { saidOnce, type FoundOn, type Named } from '../slots/behavior-findings';

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
  /** Whether the template has behaviors that cannot be read. */
  unreadable: () => boolean,
): Problem[] {
  const text = textOf(stack);
  const problems = behaviors.flatMap(({ pattern, associations, policyId }): FoundOn[] => {
    const expected = expectedOn(pattern);
    const rendered = new Set(associations.map((a) => `${a.event} ${JSON.stringify(a.arn)}`));
    const missing = expected.functions.filter((f) => f.arn === undefined || !rendered.has(`${f.event} ${text(f.arn)}`));
    const policyLost = expected.policyId !== undefined && text(expected.policyId) !== JSON.stringify(policyId);
    if (missing.length === 0 && !policyLost) return [];
    return patterns.has(pattern)
      ? [
        ...missing.map((f) => overridden(`the function ${referenceName(stack, f.arn)} on ${f.event}`)),
        ...(policyLost
          ? [overridden(`the response headers policy ${referenceName(stack, expected.policyId)}`)]
          : []),
      ].map((describe) => ({ pattern, describe }))
      : [{ pattern, describe: late(missing.some((f) => f.arn === undefined)) }];
  });
  const there = new Set(behaviors.map(({ pattern }) => pattern));
  const needed = [...patterns].filter((pattern) => !there.has(pattern)).filter((pattern) => {
    const { functions, policyId } = expectedOn(pattern);
    return functions.length > 0 || policyId !== undefined;
  });
  // A behavior that has been removed needs nothing any more.
  const gone = needed.length > 0 && unreadable() ? needed : [];
  const lostOnes = lost().map((behavior): FoundOn => (
    { pattern: String((behavior as { pathPattern?: unknown }).pathPattern), describe: late(false) }));
  return saidOnce([...problems, ...gone.map((pattern) => ({ pattern, describe: replaced })), ...lostOnes]);
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

function replaced({ names, verb }: Named): Problem {
  return error('EDGE_OVERRIDDEN', `${names} cannot be read in the final template, where an intrinsic function such as `
    + `Fn::Transform replaces ${verb('it', 'them')} with all functions and policies on ${verb('it', 'them')}; write `
    + `the ${verb('behavior', 'behaviors')} out, or leave ${verb('it', 'them')} out with EdgeBehaviors.allExcept`);
}

function overridden(what: string): FoundOn['describe'] {
  return ({ names }) => error('EDGE_OVERRIDDEN', `${what} is missing from ${names} of the final template: something `
    + 'has replaced it after it was put there; override single properties and not lists, or leave such behaviors out '
    + 'with EdgeBehaviors.allExcept');
}

function late(unmade: boolean): FoundOn['describe'] {
  return ({ names, verb }) => error('EDGE_BEHAVIOR_LATE', `${names} ${verb('was', 'were')} added after the functions `
    + `were made; add ${verb('it', 'them')} before synthesis, or in an aspect that visits the distribution itself`
    + `${unmade ? `, or name ${verb('it', 'them')} with EdgeBehaviors.paths` : ''}`);
}
