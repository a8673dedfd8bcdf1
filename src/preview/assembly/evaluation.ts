import type { CloudAssembly, Stack } from './cloud-assembly';
import type { Reference, Value } from './reference';

/** `{ Ref: 'AWS::NoValue' }`: the property or item that holds it is as if it were not there. */
export const NO_VALUE = { 'AWS::NoValue': true } as unknown as Value;

/** Reads expressions of one stack's template; other stacks are reached through {@link at}. */
export interface Evaluation {
  readonly assembly: CloudAssembly;
  readonly stack: Stack;
  /** What an expression comes to, with references kept as objects. */
  value(expression: unknown): Value;
  /** A value as text, as CloudFormation would put it into a string. */
  text(value: Value | undefined): string;
  /** The properties of a resource, evaluated where it was declared. */
  properties(reference: Reference): Value;
  /** The same, in another stack. */
  at(stack: Stack): Evaluation;
}
