import { resourcesOf } from './cloud-assembly';
import type { Evaluation } from './evaluation';
import { own } from './json';
import { member, Reference, type Value } from './reference';
import { isObject } from '../../core/values/is-object';

/** `Fn::GetStackOutput`: an output of another stack of this app, whatever its region. */
export function stackOutput(stackName: string, outputName: string, here: Evaluation): Value {
  // A Stage that is deployed to two regions has two stacks with the same name, and one of them has the output.
  const stack = here.assembly.stacks.find(
    (s) => s.name === stackName && own(s.template.Outputs, outputName) !== undefined,
  );
  return stack === undefined ? null : here.at(stack).value(own(stack.template.Outputs, outputName)!.Value);
}

/** `Fn::ImportValue`: an output by its export name. */
export function exportedValue(exportName: string, here: Evaluation): Value {
  for (const stack of here.assembly.stacks) {
    const there = here.at(stack);
    for (const output of Object.values(stack.template.Outputs ?? {})) {
      if (isObject(output.Export) && there.text(there.value(output.Export.Name)) === exportName) {
        return there.value(output.Value);
      }
    }
  }
  return null;
}

/**
 * Resolves the two custom resources by which the CDK passes a value across regions: `EdgeFunction` reads an SSM
 * parameter, and `crossRegionReferences` reads what an ExportWriter of the other stack wrote. Other values are returned
 * unchanged.
 */
export function followAcrossRegions(value: Value | undefined, here: Evaluation): Value | undefined {
  if (!(value instanceof Reference)) return value;
  if (value.resource.Type === 'Custom::CrossRegionStringParameterReader') {
    return parameterValue(here.text(member(here.properties(value), 'ParameterName')), here);
  }
  if (value.resource.Type === 'Custom::CrossRegionExportReader' && value.attribute !== undefined) {
    return writtenExport(value.attribute, here);
  }
  return value;
}

function parameterValue(name: string, here: Evaluation): Value | undefined {
  for (const stack of here.assembly.stacks) {
    for (const [logicalId] of resourcesOf(stack, 'AWS::SSM::Parameter')) {
      const properties = here.properties(new Reference(stack, logicalId));
      if (here.text(member(properties, 'Name')) === name) return member(properties, 'Value');
    }
  }
  return undefined;
}

function writtenExport(name: string, here: Evaluation): Value | undefined {
  for (const stack of here.assembly.stacks) {
    for (const [logicalId] of resourcesOf(stack, 'Custom::CrossRegionExportWriter')) {
      const written = member(here.properties(new Reference(stack, logicalId)), 'WriterProps', 'exports', name);
      if (written !== undefined) return written;
    }
  }
  return undefined;
}
