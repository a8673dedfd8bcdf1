import { TemplateValues } from './template-values';
import type { AppResource, AppResources } from '../../../core/explain/checks/reading/app-resources';
import {
  constructPath, resourcesOf, type CloudAssembly, type Stack, type TemplateResource,
} from '../../../preview/assembly/cloud-assembly';
import type { Reference } from '../../../preview/assembly/reference';

/** The resources of templates, also those whose condition does not hold with the defaults of parameters. */
export class TemplateResources implements AppResources {
  private readonly byType = new Map<string, readonly AppResource[]>();
  private readonly values: TemplateValues;

  constructor(private readonly assembly: CloudAssembly) {
    this.values = new TemplateValues(assembly);
  }

  ofType(type: string): readonly AppResource[] {
    const known = this.byType.get(type);
    if (known !== undefined) return known;
    const present = this.assembly.stacks.flatMap((stack) => resourcesOf(stack, type)
      .map(([logicalId, resource]) => this.resource(stack, logicalId, resource)));
    const leftOut = this.assembly.leftOut.filter((one) => one.type === type)
      .map(({ stack, logicalId, resource }) => this.resource(stack, logicalId, resource));
    const all = [...present, ...leftOut];
    this.byType.set(type, all);
    return all;
  }

  of({ stack, logicalId, resource }: Reference): AppResource {
    return this.resource(stack, logicalId, resource);
  }

  private resource(stack: Stack, logicalId: string, { Properties: properties = {} }: TemplateResource): AppResource {
    return {
      path: this.values.pathOf(stack, logicalId),
      name: constructPath(stack, logicalId),
      properties: this.values.within(stack, properties) as AppResource['properties'],
    };
  }
}
