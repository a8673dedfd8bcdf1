import { Reference, Stack, Tokenization, type IResolvable } from 'aws-cdk-lib';
import { CfnFunction } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { ResourceFinder } from '../rendered/rendered-resource';

/** Finds the CloudFront Functions of this app that associations name. */
export class FunctionFinder {
  private readonly finder: ResourceFinder;
  /** By ARN: many behaviors name the same function. */
  private readonly known = new Map<unknown, CfnFunction | undefined>();

  /** `scope` is the distribution, whose template names them. */
  constructor(scope: IConstruct) {
    this.finder = new ResourceFinder(Stack.of(scope));
  }

  /** The function that has an ARN; undefined if it is imported, or if only CloudFormation knows it. */
  find(arn: unknown): CfnFunction | undefined {
    if (!this.known.has(arn)) this.known.set(arn, this.look(arn));
    return this.known.get(arn);
  }

  private look(arn: unknown): CfnFunction | undefined {
    const target = referenceOf(arn)?.target ?? this.finder.referredBy(named(this.finder.stack.resolve(arn)));
    return CfnFunction.isCfnFunction(target) ? target : undefined;
  }
}

function referenceOf(arn: unknown): Reference | undefined {
  const token = (typeof arn === 'string' || Tokenization.isResolvable(arn))
    ? Tokenization.reverse(arn as IResolvable) : undefined;
  return Reference.isReference(token) ? token : undefined;
}

/** `Fn::GetAtt` as a text, `Fn::Sub` of nothing else, and `Function.Version` of SAM, as templates write them. */
export function named(resolved: unknown): unknown {
  const { 'Fn::GetAtt': attribute, 'Fn::Sub': text } = (resolved ?? {}) as {
    'Fn::GetAtt'?: unknown;
    'Fn::Sub'?: unknown;
  };
  const { Ref: ref } = (resolved ?? {}) as { Ref?: unknown };
  if (typeof ref === 'string' && ref.includes('.')) return { Ref: ref.split('.')[0] };
  if (typeof attribute === 'string') return { 'Fn::GetAtt': attribute.split('.') };
  const [, id] = (typeof text === 'string' && /^\$\{(\w+)(\.\w+)*\}$/.exec(text)) || [];
  return id === undefined ? resolved : { Ref: id };
}
