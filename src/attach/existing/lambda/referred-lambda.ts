import { CfnResource, Stack } from 'aws-cdk-lib';
import type { CfnFunction } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { resolvedWithReferences, targetOf } from '../../policies/keep-references';
import { ResourceFinder } from '../../rendered/rendered-resource';
import { named } from '../referred-function';

/** What an association of Lambda@Edge names. */
export type ReferredLambda =
  | { readonly lambda: CfnFunction }
  | { readonly unversioned: CfnResource }
  /** The custom resource whose attribute it is. */
  | { readonly madeBy: CfnResource }
  /** A function that only the transform of a deployment makes. */
  | { readonly serverless: CfnResource };

const SERVERLESS = 'AWS::Serverless::Function';

/** Finds the Lambda functions of this app whose versions associations name. */
export class LambdaFinder {
  private readonly finders = new Map<Stack, ResourceFinder>();
  /** By ARN: many behaviors name the same function. */
  private readonly known = new Map<unknown, ReferredLambda | undefined>();

  /** `scope` is the distribution, whose template names them. */
  constructor(private readonly scope: IConstruct) {}

  /** The function whose version has an ARN; undefined if it is imported, or if only CloudFormation knows it. */
  find(arn: unknown): ReferredLambda | undefined {
    if (!this.known.has(arn)) this.known.set(arn, this.look(arn));
    return this.known.get(arn);
  }

  private look(arn: unknown): ReferredLambda | undefined {
    const target = this.target(Stack.of(this.scope), arn);
    switch (target?.cfnResourceType) {
      case 'AWS::Lambda::Version': return this.ofVersion(target);
      case 'AWS::Lambda::Function': case 'AWS::Lambda::Alias': return { unversioned: target };
      case SERVERLESS: return { serverless: target };
      default: return ofEdgeFunction(target) ?? madeBy(target);
    }
  }

  private ofVersion(version: CfnResource): ReferredLambda | undefined {
    const { functionName } = version as unknown as { functionName?: unknown };
    const target = this.target(Stack.of(version), functionName);
    if (target?.cfnResourceType === SERVERLESS) return { serverless: target };
    return target?.cfnResourceType === 'AWS::Lambda::Function' ? { lambda: target as CfnFunction } : undefined;
  }

  /** The resource that a value of a stack refers to, which may be in another stack. */
  private target(stack: Stack, value: unknown): CfnResource | undefined {
    // The ARN of a version is a lazy value with a reference in it.
    const target = targetOf(resolvedWithReferences(stack, value));
    if (CfnResource.isCfnResource(target as CfnResource)) return target as CfnResource;
    const finder = this.finders.get(stack) ?? new ResourceFinder(stack);
    this.finders.set(stack, finder);
    return finder.referredBy(named(stack.resolve(value)));
  }
}

function madeBy(resource: CfnResource | undefined): ReferredLambda | undefined {
  return resource && /^(Custom::|AWS::CloudFormation::CustomResource$)/.test(resource.cfnResourceType)
    ? { madeBy: resource } : undefined;
}

/**
 * `experimental.EdgeFunction` of a stack in another Region: the ARN is an attribute of a custom resource inside of it,
 * which reads a parameter of us-east-1.
 */
function ofEdgeFunction(reader: CfnResource | undefined): ReferredLambda | undefined {
  const holder = reader?.node.scopes.reverse().find((one) => 'edgeArn' in one && 'lambda' in one);
  const lambda = (holder as unknown as { lambda?: IConstruct } | undefined)?.lambda?.node.defaultChild;
  return lambda && CfnResource.isCfnResource(lambda) ? { lambda: lambda as CfnFunction } : undefined;
}
