import type { CloudAssembly, Stack } from './cloud-assembly';
import { NO_VALUE, type Evaluation } from './evaluation';
import { expectedArgument } from './intrinsic-arguments';
import { INTRINSICS } from './intrinsics';
import { kindOf, own } from './json';
import { physicalText } from './physical-names';
import { Reference, type Value } from './reference';
import { error, note } from '../../core/problem';
import { isObject } from '../../core/values/is-object';

/**
 * Evaluates the intrinsic functions of templates. Values that are known at synthesis become JSON; values that exist
 * only after the deployment stay {@link Reference}s.
 */
export class Evaluator implements Evaluation {
  constructor(readonly assembly: CloudAssembly, readonly stack: Stack) {}

  at(stack: Stack): Evaluation {
    return stack === this.stack ? this : new Evaluator(this.assembly, stack);
  }

  value(expression: unknown): Value {
    if (typeof expression !== 'object' || expression === null) return (expression ?? null) as Value;
    return this.assembly.limits.within(this.stack.file, () => describe(expression), () => this.evaluate(expression));
  }

  text(value: Value | undefined): string {
    if (value === undefined || value === null || value === NO_VALUE) return '';
    if (value instanceof Reference) {
      return this.assembly.limits.within(
        this.stack.file,
        () => `Resources.${value.logicalId}`,
        () => physicalText(value, this.explicitName(value)),
      );
    }
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  properties(reference: Reference): Value {
    return this.at(reference.stack).value(reference.resource.Properties ?? {});
  }

  private evaluate(expression: object): Value {
    if (Array.isArray(expression)) {
      return expression.map((item) => this.value(item)).filter((item) => item !== NO_VALUE);
    }
    const entries = Object.entries(expression);
    const [name, argument] = entries.length === 1 ? entries[0]! : ['', undefined];
    const intrinsic = own(INTRINSICS, name);
    if (intrinsic !== undefined) {
      const expected = expectedArgument(name, argument);
      return expected === undefined ? intrinsic(argument, this) : this.reportArgument(name, expected, argument);
    }
    if (name.startsWith('Fn::')) return this.reportUnsupported(name);
    return Object.fromEntries(
      entries.map(([key, item]) => [key, this.value(item)] as const).filter(([, value]) => value !== NO_VALUE),
    );
  }

  private reportArgument(name: string, expected: string, argument: unknown): Value {
    this.assembly.problems.push(error('EDGE_PREVIEW_TEMPLATE', `${name} takes ${expected}, got `
      + `${kindOf(argument)}`, this.stack.file));
    return null;
  }

  private reportUnsupported(name: string): Value {
    this.assembly.problems.push(
      note(
        'EDGE_PREVIEW_INTRINSIC',
        `the preview does not support ${name}; its value is empty here`,
        this.stack.file,
      ),
    );
    return null;
  }

  /** The explicit name of a bucket: inline code and domain names contain it. */
  private explicitName(reference: Reference): string | undefined {
    const name = reference.resource.Type === 'AWS::S3::Bucket' ? reference.resource.Properties?.BucketName : undefined;
    return name === undefined ? undefined : this.text(this.at(reference.stack).value(name));
  }
}

function describe(expression: object): string {
  const [key, argument] = Object.entries(expression)[0] ?? ['a value', undefined];
  return isObject(expression) && argument !== undefined ? `${key} ${kindOf(argument)}` : 'a list';
}
