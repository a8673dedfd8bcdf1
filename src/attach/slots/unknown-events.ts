import type { Stack } from 'aws-cdk-lib';
import { isViewerEvent, type EdgeEvent, type EdgeHost } from '../../core/facts/edge-events';
import { error } from '../../core/problem';
import type { DeclaredAssociation } from '../declared-associations';
import { eventsOf, referredParameter } from '../event-types';
import { referenceName } from '../reference-name';
import type { BehaviorFinding } from './behavior-findings';
import { asKind, canMoveToOrigin } from './conflict-messages';
import { hostOf, type BakedContribution } from './contribution';

type Hosted = DeclaredAssociation & { readonly host: EdgeHost };

/** Functions of which only the deployment knows whether they are on an event that a step needs, or beside it. */
export function unknownEvents(
  stack: Stack, own: BakedContribution, associations: readonly Hosted[],
): BehaviorFinding['describe'][] {
  const clashing = associations.filter(({ unknown, event, host }) => (
    unknown !== undefined && clashes(own, event as EdgeEvent, host)));
  // Of the same value, the event that both are on says most.
  const byValue = new Map<unknown, Hosted>();
  for (const one of clashing) {
    if (!byValue.has(one.unknown!.value) || one.event === own.event) byValue.set(one.unknown!.value, one);
  }
  return [...byValue.values()].map((one) => describing(stack, own, one, associations.some(({ unknown, event }) => (
    unknown?.value === one.unknown!.value && !isViewerEvent(event as EdgeEvent)))));
}

/** Whether CloudFront refuses a function on an event beside a step. */
function clashes(own: BakedContribution, event: EdgeEvent, host: EdgeHost): boolean {
  const mixes = host !== hostOf(own) && own.hostChoice !== undefined && isViewerEvent(own.event);
  return event === own.event || mixes && isViewerEvent(event);
}

function describing(
  stack: Stack, own: BakedContribution, { unknown, event, host, arn }: Hosted,
  /** Whether it may be on an origin event as well. */
  onOrigin: boolean,
): BehaviorFinding['describe'] {
  const { property, value, whole } = unknown!;
  const rendered: unknown = stack.resolve(value);
  const parameter = whole ? undefined : referredParameter(stack, rendered);
  const byDefault = parameter?.default === undefined ? '' : ` (default ${JSON.stringify(parameter.default)})`;
  const what = whole ? 'a function' : `the function ${referenceName(stack, arn)}`;
  const why = event === own.event
    ? 'where CloudFront runs one function' : 'and CloudFront does not mix the two kinds of functions on viewer events';
  const cures = [
    `${whole ? 'write it out' : 'write the event as text'}${joining(own, host)}`,
    ...(parameter ? allowing(own, host) : []),
    ...(!onOrigin && canMoveToOrigin(own) ? ['choose an origin event'] : []),
    'leave the behaviors out with EdgeBehaviors.allExcept',
  ];
  return ({ names }) => error('EDGE_EVENT_UNKNOWN', `${property} of ${names} is ${JSON.stringify(rendered)}, which is `
    + `only known at deploy time${byDefault}: ${what} may be on ${event}, ${why}; `
    + `${cures.slice(0, -1).join(', ')}, or ${cures.at(-1)}`);
}

/** What else it takes for a function with a known event to join. */
function joining(own: BakedContribution, host: EdgeHost): string {
  const other = host !== hostOf(own) && own.hostChoice !== undefined && own.hostChoice !== 'composing';
  const needed = [
    ...(other ? [asKind(own, host)] : []),
    ...(own.existing?.compose ? [] : ['let the function join with existing: ExistingAttachments.compose()']),
  ];
  return needed.length === 0 ? '' : ` (and ${needed.join(', and ')})`;
}

/** The values that a parameter can have without harm. */
function allowing(own: BakedContribution, host: EdgeHost): string[] {
  const harmless = eventsOf(host).filter((event) => !clashes(own, event, host));
  return harmless.length === 0 ? [] : [`give the parameter AllowedValues of only ${harmless.join(', ')}`];
}
