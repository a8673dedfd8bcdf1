import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { propertiesWithReferences } from './known-references';
import type { AppResource, AppResources } from '../../core/explain/checks/reading/app-resources';
import type { RenderedProperties } from '../rendered/rendered-resource';

/** The resources of an app as constructs. */
export class ConstructResources implements AppResources {
  private readonly byType = new Map<string, ConstructResource[]>();

  constructor(root: IConstruct) {
    for (const one of root.node.findAll()) {
      if (CfnResource.isCfnResource(one)) {
        const type = one.cfnResourceType;
        this.byType.set(type, [...this.byType.get(type) ?? [], new ConstructResource(one)]);
      }
    }
  }

  ofType(type: string): readonly ConstructResource[] {
    return this.byType.get(type) ?? [];
  }

  of(resource: CfnResource): ConstructResource {
    return this.ofType(resource.cfnResourceType).find(({ construct }) => construct === resource)!;
  }
}

/** Its properties are read once, and empty if the CDK refuses them. */
class ConstructResource implements AppResource {
  private read?: RenderedProperties;

  constructor(readonly construct: CfnResource) {}

  get path(): string {
    return this.construct.node.path;
  }

  get name(): string {
    const { scope } = this.construct.node;
    return (scope?.node.defaultChild === this.construct ? scope : this.construct).node.path;
  }

  get properties(): RenderedProperties {
    return this.read ??= propertiesWithReferences(this.construct) ?? {};
  }
}
