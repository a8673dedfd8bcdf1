import { isAbsent, isIntrinsic } from '../../core/headers-policy/intrinsics';
import type { Conditions } from '../conditions';
import { possibleEvents } from '../event-types';

/** What is on an event of a behavior, as far as conditions of the template decide. */
export type Tree<Leaf> = { readonly leaf: Leaf | undefined } | Branch<Leaf>;

interface Branch<Leaf> {
  readonly condition: string;
  readonly then: Tree<Leaf>;
  readonly otherwise: Tree<Leaf>;
}

const NO_VALUE = { Ref: 'AWS::NoValue' };

/** The ARNs of the functions on an event. `associations` is a rendered list, or the elements of one. */
export function functionsOn(conditions: Conditions, associations: unknown, event: string): Tree<object | string> {
  return elementsOf(conditions, associations)
    .map((element) => treeOf(conditions, element, event))
    .reduce(filled, { leaf: undefined });
}

/** All leaves; undefined for a case without a function. */
export function leavesOf<Leaf>(tree: Tree<Leaf>): (Leaf | undefined)[] {
  return 'leaf' in tree ? [tree.leaf] : [...leavesOf(tree.then), ...leavesOf(tree.otherwise)];
}

/** The tree with other leaves. */
export function mapLeaves<From, To>(tree: Tree<From>, change: (leaf: From) => To | undefined): Tree<To> {
  if ('leaf' in tree) return { leaf: tree.leaf === undefined ? undefined : change(tree.leaf) };
  return { ...tree, then: mapLeaves(tree.then, change), otherwise: mapLeaves(tree.otherwise, change) };
}

/** The tree as a value of a template. */
export function valueOf<Leaf>(tree: Tree<Leaf>, value: (leaf: Leaf | undefined) => unknown): unknown {
  if ('leaf' in tree) return value(tree.leaf);
  return { 'Fn::If': [tree.condition, valueOf(tree.then, value), valueOf(tree.otherwise, value)] };
}

/** The elements of a list that may be inside of conditions itself: those are then around each element. */
export function elementsOf(conditions: Conditions, list: unknown): unknown[] {
  const settled = conditions.settled(list);
  if (Array.isArray(settled)) return settled;
  const parts = partsOf(settled);
  if (parts === undefined) return [];
  const [condition, then, otherwise] = parts;
  return [
    ...elementsOf(conditions, then).map((element) => ({ 'Fn::If': [condition, element, NO_VALUE] })),
    ...elementsOf(conditions, otherwise).map((element) => ({ 'Fn::If': [condition, NO_VALUE, element] })),
  ];
}

/** An element of a list without its associations with an event; undefined if nothing is left. */
export function withoutEvent(conditions: Conditions, element: unknown, event: string): unknown {
  const settled = conditions.settled(element);
  const parts = casesOf(conditions, settled);
  if (parts === undefined) return isAbsent(settled) || eventOf(conditions, settled) === event ? undefined : settled;
  const [then, otherwise] = parts.slice(1).map((part) => withoutEvent(conditions, part, event));
  return then === undefined && otherwise === undefined ? undefined
    : { 'Fn::If': [parts[0], then ?? NO_VALUE, otherwise ?? NO_VALUE] };
}

function treeOf(conditions: Conditions, element: unknown, event: string): Tree<object | string> {
  const settled = conditions.settled(element);
  if (isAbsent(settled)) return { leaf: undefined };
  const parts = casesOf(conditions, settled);
  if (parts !== undefined) {
    const [then, otherwise] = parts.slice(1).map((part) => treeOf(conditions, part, event));
    return { condition: parts[0] as string, then, otherwise };
  }
  if (eventOf(conditions, settled) !== event) return { leaf: undefined };
  const {
    functionArn, FunctionARN = functionArn, lambdaFunctionArn, LambdaFunctionARN = lambdaFunctionArn,
  } = settled as Record<string, unknown>;
  return arnsOf(conditions, FunctionARN ?? LambdaFunctionARN);
}

function arnsOf(conditions: Conditions, arn: unknown): Tree<object | string> {
  const settled = conditions.settled(arn) as object | string | undefined;
  const parts = partsOf(settled);
  if (parts === undefined) return { leaf: settled };
  const [then, otherwise] = parts.slice(1).map((part) => arnsOf(conditions, part));
  return { condition: parts[0] as string, then, otherwise };
}

/** The tree with another one where it has no function. */
function filled<Leaf>(tree: Tree<Leaf>, other: Tree<Leaf>): Tree<Leaf> {
  if ('leaf' in tree) return tree.leaf === undefined ? other : tree;
  const { condition, then, otherwise } = tree;
  return {
    condition,
    then: filled(then, assuming(other, condition, true)),
    otherwise: filled(otherwise, assuming(other, condition, false)),
  };
}

function assuming<Leaf>(tree: Tree<Leaf>, condition: string, holds: boolean): Tree<Leaf> {
  if ('leaf' in tree) return tree;
  if (tree.condition === condition) return assuming(holds ? tree.then : tree.otherwise, condition, holds);
  return {
    ...tree, then: assuming(tree.then, condition, holds), otherwise: assuming(tree.otherwise, condition, holds),
  };
}

/** The cases of an association that is under a condition, or whose event is: then it is on one event or the other. */
function casesOf(conditions: Conditions, association: unknown): readonly unknown[] | undefined {
  const parts = partsOf(association);
  const events = partsOf(eventOf(conditions, association));
  if (parts !== undefined || events === undefined) return parts;
  const {
    eventType, functionArn: FunctionARN, lambdaFunctionArn: LambdaFunctionARN, includeBody: IncludeBody, ...rest
  } = association as Record<string, unknown>;
  const named = { FunctionARN, LambdaFunctionARN, IncludeBody };
  const given = Object.fromEntries(Object.entries(named).filter(([, value]) => value !== undefined));
  return [events[0], ...events.slice(1).map((EventType) => ({ ...rest, ...given, EventType }))];
}

/** The event of an association. Inside of intrinsic functions the names are those of CloudFormation. */
function eventOf(conditions: Conditions, association: unknown): unknown {
  const { eventType, EventType = eventType, functionArn, FunctionARN = functionArn } =
    Object(association) as Record<string, unknown>;
  const settled = conditions.settled(EventType);
  if (settled === undefined || partsOf(settled) !== undefined) return settled;
  const host = FunctionARN === undefined ? 'lambda-edge' : 'cloudfront-function';
  const events = possibleEvents(conditions.stack, host, conditions.stack.resolve(settled));
  return events.length === 1 ? events[0] : settled;
}

function partsOf(value: unknown): readonly unknown[] | undefined {
  const parts = isIntrinsic(value) ? value['Fn::If'] : undefined;
  return Array.isArray(parts) ? parts : undefined;
}
