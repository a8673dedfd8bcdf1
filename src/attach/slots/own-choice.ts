import { bakedStep, type Contribution } from './contribution';
import { composeCloudFrontFunction } from './function-code';
import { CLOUDFRONT_FUNCTION_CODE_MAX_BYTES } from '../../core/facts/edge-limits';
import { isError } from '../../core/problem';
import { OWN_CHOICE_MAX_BYTES, type HostChoice } from '../../core/redirects/cost/host-choice';
import { selects } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';

/**
 * Chooses a CloudFront Function for steps that can be one, where no function decides already. Steps that share a
 * behavior share a function, so that they are chosen together.
 */
export function ownChoice(
  contributions: readonly Contribution[], behaviors: readonly NamedBehavior[],
  /** Whether a behavior has a Lambda@Edge function on a viewer event. */
  onLambda: (pattern: string) => boolean,
  /** Whether a behavior has a CloudFront Function on a viewer event. */
  besideFunction: (pattern: string) => boolean,
): Map<Contribution, HostChoice> {
  const choices = new Map<Contribution, HostChoice>();
  for (const group of groupsOf(contributions, behaviors)) {
    const here = behaviors.filter(({ pattern }) => isOn(group, pattern));
    const choice = choiceOf(group, here, onLambda);
    // The two kinds are not mixed: beside a function that stays alone, whatever speaks against another one is an error.
    const follows = (choice.kind === 'long' || choice.kind === 'unable')
      && here.some(({ pattern }) => besideFunction(pattern));
    for (const one of group) {
      choices.set(one, follows ? { kind: 'beside-function' } : advised(choice, one, group, here));
    }
  }
  return choices;
}

/** Steps that meet on some behavior, also through others. Those that select none have nothing to choose. */
function groupsOf(contributions: readonly Contribution[], behaviors: readonly NamedBehavior[]): Contribution[][] {
  return behaviors.reduce<Contribution[][]>((groups, { pattern }) => {
    const here = contributions.filter((one) => selects(one.behaviors, pattern));
    const apart = groups.filter((group) => !here.some((one) => group.includes(one)));
    const joined = groups.filter((group) => !apart.includes(group)).flat();
    return here.length === 0 ? groups : [...apart, [...new Set([...joined, ...here])]];
  }, []);
}

/** The choice with what else would be possible, computed on first use. */
function advised(
  choice: HostChoice, { owner }: Contribution, group: readonly Contribution[], behaviors: readonly NamedBehavior[],
): HostChoice {
  if (choice.kind === 'beside-lambda') {
    return { ...choice, fits: () => choiceOf(group, behaviors, () => false).kind === 'fits' };
  }
  if (choice.kind !== 'fits' && choice.kind !== 'long') return choice;
  const rules = group.find((one) => one.owner === owner && one.alternative!.inStore !== undefined);
  return { ...choice, isStorable: () => (rules ? isStorable(rules, group, behaviors) : false) };
}

/** Whether rules can be in a key value store: whatever their size, the code that reads it takes most of a function. */
function isStorable(
  rules: Contribution, group: readonly Contribution[], behaviors: readonly NamedBehavior[],
): boolean | undefined {
  const stored = rules.alternative!.inStore!();
  if (stored === undefined) return undefined;
  return behaviors.filter(({ pattern }) => selects(rules.behaviors, pattern)).every((named) => {
    const here = group.filter((one) => selects(one.behaviors, named.pattern));
    if (sum(here.filter((one) => one !== rules)) > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES) return false;
    const instead = here.map((one) => (one === rules ? { ...one, alternative: stored } : one));
    return mostOf(instead, [named], bytesOf) <= CLOUDFRONT_FUNCTION_CODE_MAX_BYTES
      && (named.conditional || !(stored.check?.(named) ?? []).some(isError));
  });
}

function choiceOf(
  group: readonly Contribution[], behaviors: readonly NamedBehavior[], onLambda: (pattern: string) => boolean,
): HostChoice {
  if (behaviors.some(({ pattern }) => onLambda(pattern))) return { kind: 'beside-lambda' };
  const most = mostOf(group, behaviors, sum);
  if (most > OWN_CHOICE_MAX_BYTES) return { kind: 'long', bytes: most, atLeast: true };
  const bytes = mostOf(group, behaviors, bytesOf);
  if (bytes > CLOUDFRONT_FUNCTION_CODE_MAX_BYTES) return { kind: 'long', bytes, atLeast: false };
  // Of a behavior under a condition nothing is known; that is an error on either host.
  const [problem] = behaviors.filter(({ conditional }) => !conditional).flatMap((named) => (
    group.filter((one) => selects(one.behaviors, named.pattern)).flatMap(
      ({ alternative }) => alternative!.check?.(named) ?? [])));
  if (problem) return { kind: 'unable', problem };
  return bytes > OWN_CHOICE_MAX_BYTES ? { kind: 'long', bytes, atLeast: false } : { kind: 'fits', bytes };
}

function sum(contributions: readonly Contribution[]): number {
  return contributions.reduce((bytes, { alternative }) => bytes + (alternative!.leastBytes?.() ?? 0), 0);
}

/** The largest of the functions: a behavior has one on each event. */
function mostOf(
  group: readonly Contribution[], behaviors: readonly NamedBehavior[],
  bytes: (steps: readonly Contribution[]) => number,
): number {
  const events = [...new Set(group.map(({ event }) => event))];
  return Math.max(...behaviors.flatMap(({ pattern }) => events.map((event) => (
    bytes(group.filter((one) => one.event === event && selects(one.behaviors, pattern)))))));
}

/** The code of a function. */
function bytesOf(group: readonly Contribution[]): number {
  if (group.length === 0) return 0;
  const steps = [...group].sort((a, b) => a.order - b.order).map(({ alternative }) => bakedStep(alternative!.step));
  return Buffer.byteLength(composeCloudFrontFunction(steps));
}

function isOn(group: readonly Contribution[], pattern: string): boolean {
  return group.some((one) => selects(one.behaviors, pattern));
}
