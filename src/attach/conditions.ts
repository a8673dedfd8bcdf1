import { CfnCondition, type Stack } from 'aws-cdk-lib';
import { isAbsent, isIntrinsic } from '../core/headers-policy/intrinsics';

/** A cache: a tree has more constructs than conditions. */
const BY_STACK = new WeakMap<Stack, Conditions>();

/**
 * The conditions of a template, as far as they are known at synth: comparisons of literals. A parameter is not one,
 * even if it has a default, since a deployment may set it.
 */
export class Conditions {
  /** Those of a stack. */
  static of(stack: Stack): Conditions {
    const known = BY_STACK.get(stack) ?? new Conditions(stack);
    BY_STACK.set(stack, known);
    return known;
  }

  private byName: ReadonlyMap<string, CfnCondition> = new Map();

  private constructor(readonly stack: Stack) {}

  /** Whether a condition holds; undefined if that is only known at deploy time. */
  holds(name: unknown, seen: readonly unknown[] = []): boolean | undefined {
    const condition = this.byName.get(String(name)) ?? (this.byName = this.index()).get(String(name));
    if (condition?.expression === undefined || seen.includes(name)) return undefined;
    return this.truth(this.stack.resolve(condition.expression), [...seen, name]);
  }

  /** The value with every `Fn::If` replaced whose condition is known. A value that is left out becomes undefined. */
  settled(value: unknown): unknown {
    if (isAbsent(value)) return undefined;
    const parts = isIntrinsic(value) ? value['Fn::If'] : undefined;
    if (!Array.isArray(parts)) return value;
    const [name, then, otherwise] = parts as unknown[];
    const holds = this.holds(name);
    return holds === undefined ? value : this.settled(holds ? then : otherwise);
  }

  /** The values that may be deployed; those that are left out are not in the list. */
  possible(value: unknown): unknown[] {
    const settled = this.settled(value);
    if (settled === undefined) return [];
    const parts = isIntrinsic(settled) ? settled['Fn::If'] : undefined;
    return Array.isArray(parts) ? parts.slice(1).flatMap((part) => this.possible(part)) : [settled];
  }

  private truth(expression: unknown, seen: readonly unknown[]): boolean | undefined {
    const [[name, given] = []] = Object.entries(Object(expression) as Record<string, unknown>);
    const parts = Array.isArray(given) ? given as unknown[] : [];
    const each = () => parts.map((part) => this.truth(part, seen));
    switch (name) {
      case 'Condition': return this.holds(given, seen);
      case 'Fn::Equals': return equal(parts[0], parts[1]);
      case 'Fn::Not': return negated(each()[0]);
      case 'Fn::And': return every(each());
      case 'Fn::Or': return negated(every(each().map(negated)));
      default: return undefined;
    }
  }

  private index(): ReadonlyMap<string, CfnCondition> {
    const conditions = this.stack.node.findAll().filter((c): c is CfnCondition => c instanceof CfnCondition);
    return new Map(conditions.map((c) => [String(this.stack.resolve(c.logicalId)), c]));
  }
}

/** Of literals; undefined if one is only known at deploy time, unless both are the same. */
function equal(one: unknown, other: unknown): boolean | undefined {
  if (JSON.stringify(one) === JSON.stringify(other)) return true;
  return isLiteral(one) && isLiteral(other) ? String(one) === String(other) : undefined;
}

function isLiteral(value: unknown): boolean {
  return ['string', 'number', 'boolean'].includes(typeof value);
}

function negated(value: boolean | undefined): boolean | undefined {
  return value === undefined ? undefined : !value;
}

function every(values: readonly (boolean | undefined)[]): boolean | undefined {
  if (values.includes(false)) return false;
  return values.includes(undefined) ? undefined : true;
}
