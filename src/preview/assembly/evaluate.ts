import type { CloudAssembly, Stack } from './cloud-assembly';
import { NO_VALUE, type Evaluation } from './evaluation';
import { INTRINSICS } from './intrinsics';
import { isObject } from './json';
import { physicalText } from './physical-names';
import { Reference, type Value } from './reference';

/** A structural evaluator: what is known at synth becomes JSON, what is only known after a deploy stays a {@link Reference}. */
export class Evaluator implements Evaluation {
  constructor(readonly assembly: CloudAssembly, readonly stack: Stack) {}

  at(stack: Stack): Evaluator {
    return stack === this.stack ? this : new Evaluator(this.assembly, stack);
  }

  value(expression: unknown): Value {
    if (Array.isArray(expression)) return expression.map((item) => this.value(item)).filter((item) => item !== NO_VALUE);
    if (!isObject(expression)) return (expression ?? null) as Value;
    const keys = Object.keys(expression);
    const intrinsic = keys.length === 1 ? INTRINSICS[keys[0]!] : undefined;
    if (intrinsic !== undefined) return intrinsic(expression[keys[0]!], this);
    const entries = keys.map((key) => [key, this.value(expression[key])] as const);
    return Object.fromEntries(entries.filter(([, value]) => value !== NO_VALUE));
  }

  text(value: Value | undefined): string {
    if (value === undefined || value === null || value === NO_VALUE) return '';
    if (value instanceof Reference) return physicalText(value, this.givenName(value));
    return typeof value === 'object' ? JSON.stringify(value) : String(value);
  }

  properties(reference: Reference): Value {
    return this.at(reference.stack).value(reference.resource.Properties ?? {});
  }

  /** Buckets may be named by their owner; then inline code and domain names hold that name. */
  private givenName(reference: Reference): string | undefined {
    const name = reference.resource.Type === 'AWS::S3::Bucket' ? reference.resource.Properties?.BucketName : undefined;
    return name === undefined ? undefined : this.text(this.at(reference.stack).value(name));
  }
}
