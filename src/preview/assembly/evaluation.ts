import type { CloudAssembly, Stack } from './cloud-assembly';
import type { Reference, Value } from './reference';

/** `{ Ref: 'AWS::NoValue' }`: removes the property or item whose value it is. */
export const NO_VALUE = { 'AWS::NoValue': true } as unknown as Value;

/** Evaluates expressions in the context of one stack; {@link at} gives the evaluation of another. */
export interface Evaluation {
  readonly assembly: CloudAssembly;
  readonly stack: Stack;
  /** The value of an expression, with references kept as objects. */
  value(expression: unknown): Value;
  /** A value as text, as CloudFormation would insert it into a string. */
  text(value: Value | undefined): string;
  /** The properties of a resource, evaluated in the stack that declares it. */
  properties(reference: Reference): Value;
  /** The evaluation in another stack. */
  at(stack: Stack): Evaluation;
}
