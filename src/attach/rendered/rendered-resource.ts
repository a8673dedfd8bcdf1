import { CfnElement, CfnResource, Stack } from 'aws-cdk-lib';
import { rendered } from './shared-resource';

/** Properties of a resource in the template: with CloudFormation's names and with overrides applied. */
export type RenderedProperties = Readonly<Record<string, any>>;

/** The properties of a resource as they will be in the template, so that checks see overrides, too. */
export function renderedProperties(resource: CfnResource): RenderedProperties {
  return rendered(resource).Properties ?? {};
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
