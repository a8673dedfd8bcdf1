import { KNOWN, PARTS, type Known } from '../../../core/explain/checks/reading/values';
import { isObject } from '../../../core/values/is-object';
import type { CloudAssembly, Stack } from '../../../preview/assembly/cloud-assembly';
import { own } from '../../../preview/assembly/json';

/** A value that leads through more outputs and parameters than this leads in a circle. */
const MOST_STEPS = 20;

/**
 * Values of templates in the form in which constructs are read: a reference to a resource of the app, in whichever
 * stack, has its path, and a text its parts. All else is only known at deploy time, also what a parameter has as its
 * default, and stays as it is.
 */
export class TemplateValues {
  constructor(private readonly assembly: CloudAssembly) {}

  pathOf({ file }: Stack, logicalId: string): string {
    return `${file}#${logicalId}`;
  }

  within(stack: Stack, value: unknown, steps = 0): unknown {
    if (typeof value !== 'object' || value === null) return value;
    return this.assembly.limits.within(stack.file, () => 'a value', () => this.evaluate(stack, value, steps));
  }

  private evaluate(stack: Stack, value: object, steps: number): unknown {
    if (Array.isArray(value)) return value.map((one) => this.within(stack, one, steps));
    const [[name, argument] = ['', undefined], ...others] = Object.entries(value);
    if (others.length === 0 && steps < MOST_STEPS) {
      const found = this.known(stack, name, argument, steps + 1);
      if (found !== undefined) return found;
    }
    // A template that has our own names cannot pass for one of these values.
    const members = Object.entries(value).filter(([key]) => key !== KNOWN && key !== PARTS);
    return Object.fromEntries(members.map(([key, one]) => [key, this.within(stack, one, steps)]));
  }

  private known(stack: Stack, name: string, argument: unknown, steps: number): unknown {
    switch (name) {
      case 'Ref': return typeof argument === 'string' ? this.ref(stack, argument, steps) : undefined;
      case 'Fn::GetAtt': return this.attribute(stack, argument, steps);
      case 'Fn::Join': return this.joined(stack, argument, steps);
      case 'Fn::ImportValue': return this.exported(argument, steps);
      case 'Fn::GetStackOutput': return this.output(argument, steps);
      default: return undefined;
    }
  }

  private ref(stack: Stack, name: string, steps: number): unknown {
    if (this.isResource(stack, name)) return this.reference(stack, name, 'Ref');
    const given = own(stack.parent?.parameters, name);
    return given === undefined ? undefined : this.within(stack.parent!.stack, given, steps);
  }

  private attribute(stack: Stack, argument: unknown, steps: number): unknown {
    const [logicalId, ...rest] = typeof argument === 'string' ? argument.split('.') : isTexts(argument) ? argument : [];
    if (logicalId === undefined || rest.length === 0) return undefined;
    const attribute = rest.join('.');
    const nested = this.assembly.stacks.find((s) => s.parent?.stack === stack && s.parent.logicalId === logicalId);
    const output = nested && own(nested.template.Outputs, attribute.replace(/^Outputs\./, ''));
    if (output !== undefined) return this.within(nested!, output.Value, steps);
    const isReader = own(stack.template.Resources, logicalId)?.Type === 'Custom::CrossRegionExportReader';
    const written = isReader ? this.written(attribute, steps) : undefined;
    return written ?? (this.isResource(stack, logicalId) ? this.reference(stack, logicalId, attribute) : undefined);
  }

  private joined(stack: Stack, argument: unknown, steps: number): unknown {
    const [separator, list] = Array.isArray(argument) ? argument as unknown[] : [];
    if (typeof separator !== 'string' || !Array.isArray(list)) return undefined;
    const parts = list.flatMap((one, i) => [...(i > 0 ? [separator] : []), this.within(stack, one, steps)]);
    return isTexts(parts) ? parts.join('') : { [PARTS]: parts };
  }

  /** What another stack of the app exports under a name. */
  private exported(name: unknown, steps: number): unknown {
    if (typeof name !== 'string') return undefined;
    for (const stack of this.assembly.stacks) {
      const found = Object.values(stack.template.Outputs ?? {}).find((one) => one.Export?.Name === name);
      if (found !== undefined) return this.within(stack, found.Value, steps);
    }
    return undefined;
  }

  private output(argument: unknown, steps: number): unknown {
    const { StackName: name, OutputName: output } = isObject(argument) ? argument : {};
    if (typeof name !== 'string' || typeof output !== 'string') return undefined;
    const stack = this.assembly.stacks.find((s) => s.name === name && own(s.template.Outputs, output) !== undefined);
    return stack === undefined ? undefined : this.within(stack, own(stack.template.Outputs, output)!.Value, steps);
  }

  /** What the stack of another Region wrote for `crossRegionReferences`. */
  private written(name: string, steps: number): unknown {
    for (const stack of this.assembly.stacks) {
      for (const { Type: type, Properties: properties } of Object.values(stack.template.Resources ?? {})) {
        if (type !== 'Custom::CrossRegionExportWriter') continue;
        const { exports } = isObject(properties?.WriterProps) ? properties.WriterProps : {};
        const value = isObject(exports) ? own(exports, name) : undefined;
        if (value !== undefined) return this.within(stack, value, steps);
      }
    }
    return undefined;
  }

  private isResource(stack: Stack, name: string): boolean {
    return own(stack.template.Resources, name) !== undefined
      || this.assembly.leftOut.some((one) => one.stack === stack && one.logicalId === name);
  }

  private reference(stack: Stack, logicalId: string, attribute: string): { [KNOWN]: Known } {
    return { [KNOWN]: { path: this.pathOf(stack, logicalId), attribute } };
  }
}

function isTexts(value: unknown): value is string[] {
  return Array.isArray(value) && value.every((one) => typeof one === 'string');
}
