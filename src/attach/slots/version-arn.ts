import { Stack, Token, type IResolvable, type IResolveContext } from 'aws-cdk-lib';
import type { Version } from 'aws-cdk-lib/aws-lambda';

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

  constructor(private readonly version: Version) {}

  resolve(context: IResolveContext): unknown {
    // In this phase the CDK looks for cross-stack references. Within the stack there are none.
    if (context.preparing && Stack.of(context.scope) === Stack.of(this.version)) return '';
    return this.settled ?? this.version.edgeArn;
  }

  /** Caches the ARN: the function no longer changes. */
  settle(consumer: Stack): void {
    this.settled ??= consumer.resolve(this.version.edgeArn);
  }

  /** Drops the cached ARN: the function may change. */
  unsettle(): void {
    this.settled = undefined;
  }

  toString(): string {
    return Token.asString(this);
  }
}
