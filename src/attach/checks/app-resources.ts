import { CfnResource } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { propertiesWithReferences } from './known-references';
import type { RenderedProperties } from '../rendered/rendered-resource';

/** The resources of an app, in all its stacks and stages. Their properties are read once. */
export class AppResources {
  private readonly byType = new Map<string, CfnResource[]>();
  private readonly read = new Map<CfnResource, RenderedProperties>();

  constructor(root: IConstruct) {
    for (const one of root.node.findAll()) {
      if (CfnResource.isCfnResource(one)) {
        const type = one.cfnResourceType;
        this.byType.set(type, [...this.byType.get(type) ?? [], one]);
      }
    }
  }

  ofType(type: string): readonly CfnResource[] {
    return this.byType.get(type) ?? [];
  }

  at(path: string, type: string): CfnResource | undefined {
    return this.ofType(type).find(({ node }) => node.path === path);
  }

  /** Empty if the CDK refuses them. */
  properties(resource: CfnResource): RenderedProperties {
    const properties = this.read.get(resource) ?? propertiesWithReferences(resource) ?? {};
    this.read.set(resource, properties);
    return properties;
  }
}
