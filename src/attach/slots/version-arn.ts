import { Token, type IResolvable, type IResolveContext, type Stack } from 'aws-cdk-lib';

/**
 * The ARN of a version that many behaviors refer to.
 *
 * The CDK hashes the whole function each time the ARN is resolved, because the function may have changed. With tens of
 * behaviors that would take longer than the rest of the synthesis. After the aspects the function cannot change any
 * more, so that the ARN is cached.
 */
export class VersionArn implements IResolvable {
  readonly creationStack: string[] = [];
  private settled?: unknown;

  /** `arn` is the ARN as a value for the stack of the behaviors. */
  constructor(private readonly arn: string) {}

  resolve(context: IResolveContext): unknown {
    // In this phase the CDK looks for cross-stack references. There are none: `arn` is not a reference between stacks.
    if (context.preparing) return '';
    return this.settled ?? this.arn;
  }

  /** Caches the ARN: the function no longer changes. */
  settle(consumer: Stack): void {
    this.settled ??= consumer.resolve(this.arn);
  }

  /** Drops the cached ARN: the function may change. */
  unsettle(): void {
    this.settled = undefined;
  }

  toString(): string {
    return Token.asString(this);
  }
}
