import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';

/** Properties of a resource in the template: with CloudFormation's names and with overrides applied. */
export type RenderedProperties = Readonly<Record<string, any>>;

/**
 * The properties of a resource as they will be in the template, so that checks see overrides, too.
 *
 * `_toCloudFormation` is what the CDK renders from; there is no public way to read a resource with its overrides.
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

/** Finds resources of a stack by logical id. The stack is indexed once, on first use. */
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
