import { Stack, Token, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { Version } from 'aws-cdk-lib/aws-lambda';

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

  constructor(private readonly version: Version) {}

  resolve(context: IResolveContext): unknown {
    // The CDK is looking for references between stacks, and within a stack there is none to be found.
    if (context.preparing && Stack.of(context.scope) === Stack.of(this.version)) return '';
    return this.settled ?? this.version.edgeArn;
  }

  /** From now on the function stays as it is. */
  settle(consumer: Stack): void {
    this.settled ??= consumer.resolve(this.version.edgeArn);
  }

  /** From now on the function may change. */
  unsettle(): void {
    this.settled = undefined;
  }

  toString(): string {
    return Token.asString(this);
  }
}
