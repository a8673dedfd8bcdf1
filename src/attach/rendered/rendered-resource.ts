import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';

/** Properties of a resource as they stand in the template: CloudFormation's names, overrides included. */
export type RenderedProperties = Readonly<Record<string, any>>;

/**
 * A resource as the template will hold it, so that no override slips past a check.
 *
 * `_toCloudFormation` is what the CDK itself renders from; there is no public way to see a resource with its overrides.
 */
export function renderedProperties(resource: CfnResource): RenderedProperties {
  const stack = Stack.of(resource);
  const rendered = stack.resolve((resource as unknown as { _toCloudFormation(): unknown })._toCloudFormation());
  return rendered.Resources[stack.resolve(resource.logicalId)].Properties ?? {};
}

/** The resource of a stack that a rendered value refers to by `Ref` or `Fn::GetAtt`. */
export function referredResource(stack: Stack, value: unknown): CfnResource | undefined {
  return new ResourceFinder(stack).referredBy(value);
}

/**
 * Finds the resources of a stack by their logical ids, which takes a walk through the stack: one for many questions.
 */
export class ResourceFinder {
  private byId?: ReadonlyMap<string, CfnResource>;

  constructor(readonly stack: Stack) {}

  referredBy(value: unknown): CfnResource | undefined {
    const { Ref: ref, 'Fn::GetAtt': getAtt } = (value ?? {}) as { 'Ref'?: string; 'Fn::GetAtt'?: [string, string] };
    const id = ref ?? getAtt?.[0];
    return id === undefined ? undefined : (this.byId ??= this.index()).get(id);
  }

  private index(): ReadonlyMap<string, CfnResource> {
    const resources = this.stack.node
      .findAll()
      .filter(
        (c): c is CfnResource =>
          CfnElement.isCfnElement(c) && CfnResource.isCfnResource(c) && Stack.of(c) === this.stack,
      );
    return new Map(resources.map((r) => [this.stack.resolve(r.logicalId) as string, r]));
  }
}
