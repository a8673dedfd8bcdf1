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
  const { Ref: ref, 'Fn::GetAtt': getAtt } = (value ?? {}) as { 'Ref'?: string; 'Fn::GetAtt'?: [string, string] };
  const id = ref ?? getAtt?.[0];
  return id === undefined ? undefined : stack.node.findAll().find((c): c is CfnResource =>
    CfnElement.isCfnElement(c) && CfnResource.isCfnResource(c) && Stack.of(c) === stack && stack.resolve(c.logicalId) === id);
}
