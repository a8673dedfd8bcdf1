import type { CloudAssembly, LeftOut, Stack, TemplateResource } from './cloud-assembly';
import { Evaluator } from './evaluate';
import { own } from './json';

/** The assembly without the resources and nested stacks whose condition does not hold. */
export function presentResources(assembly: CloudAssembly): CloudAssembly {
  const leftOut = assembly.stacks.flatMap((stack) => leaveOut(stack, new Evaluator(assembly, stack)));
  return { ...assembly, stacks: assembly.stacks.filter(isPresent), leftOut };
}

/** In place: stacks refer to their parents, and nothing else has the template. */
function leaveOut(stack: Stack, here: Evaluator): LeftOut[] {
  const resources: Record<string, TemplateResource> = stack.template.Resources ?? {};
  return Object.entries(resources).flatMap(([logicalId, resource]) => {
    const { Type, Condition } = resource;
    if (typeof Condition !== 'string' || here.value({ Condition }) === true) return [];
    delete resources[logicalId];
    return [{ stack, logicalId, type: Type, condition: Condition, resource }];
  });
}

/** Nested stacks come after their parents, whose resources are left out by then. */
function isPresent({ parent }: Stack): boolean {
  if (parent === undefined) return true;
  return own(parent.stack.template.Resources, parent.logicalId) !== undefined && isPresent(parent.stack);
}
