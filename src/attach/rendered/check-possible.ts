import type { Stack } from 'aws-cdk-lib';
import { error, type Problem } from '../../core/problem';
import { referenceName } from '../reference-name';
import type { Expectation } from './check-coverage';
import type { RenderedAssociation, RenderedBehavior } from './rendered-behaviors';
import { saidOnce, type FoundOn } from '../slots/behavior-findings';

/**
 * Functions that a deployment may put on an event of this library, by a condition or by a value. Those that were there
 * when the functions were made have been reported, or have joined: these are from a later override or aspect.
 */
export function checkPossible(
  stack: Stack, behaviors: readonly RenderedBehavior[], { expectedOn }: Pick<Expectation, 'expectedOn'>,
): Problem[] {
  const found = behaviors.flatMap(({ pattern, associations }): FoundOn[] => {
    const possible = associations.filter(({ conditional }) => conditional);
    if (possible.length === 0) return [];
    const { functions } = expectedOn(pattern);
    const ours = new Set(functions.map(({ arn }) => JSON.stringify(stack.resolve(arn))));
    return possible
      .filter(({ event, arn }) => !ours.has(JSON.stringify(arn)) && functions.some((one) => one.event === event))
      .map((one) => ({ pattern, describe: ({ names }) => clash(stack, one, names) }));
  });
  return saidOnce(found);
}

function clash(stack: Stack, { event, arn, unknown }: RenderedAssociation, names: string): Problem {
  const who = `the function ${referenceName(stack, arn)}`;
  return unknown === undefined
    ? error(
      'EDGE_EVENT_TAKEN',
      `the ${event} event of ${names} has a function of this library, and under a condition `
          + `${who}; CloudFront runs one function per event: remove one, or declare it before synthesis and let it `
          + 'join with '
          + 'existing: ExistingAttachments.compose()',
    )
    : error(
      'EDGE_EVENT_UNKNOWN',
      `the EventType of ${who} on ${names} is ${JSON.stringify(unknown)}, which is only known `
          + `at deploy time: it may be on ${event}, where CloudFront runs one function and one of this library is; `
          + 'write the '
          + 'event as text, or remove the function',
    );
}
