import { Token, type IResolvable, type IResolveContext, type Stack } from 'aws-cdk-lib';

/**
 * The ARN of a version that many behaviors name.
 *
 * Each time a version is named, the CDK hashes the whole function anew, because the function might have changed in
 * between. With tens of behaviors that would take longer than all the rest of a synthesis; once the aspects are through
 * it cannot change any more.
 */
export class VersionArn implements IResolvable {
  readonly creationStack: string[] = [];
  private settled?: unknown;

  /** `arn` is that of the version, as the stack of the behaviors can name it. */
  constructor(private readonly arn: string) {}

  resolve(context: IResolveContext): unknown {
    // The CDK is looking for references between stacks, and there is none to be found.
    if (context.preparing) return '';
    return this.settled ?? this.arn;
  }

  /** From now on the function stays as it is. */
  settle(consumer: Stack): void {
    this.settled ??= consumer.resolve(this.arn);
  }

  /** From now on the function may change. */
  unsettle(): void {
    this.settled = undefined;
  }

  toString(): string {
    return Token.asString(this);
  }
}
