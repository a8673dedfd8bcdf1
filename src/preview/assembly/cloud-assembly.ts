import type { Archives } from './archives';
import type { AssetFiles } from './assets';
import type { EvaluationLimits } from './evaluation-limits';
import type { JsonObject } from './json';
import type { Problem } from '../../core/problem';

/** A resource as a template declares it. */
export interface TemplateResource {
  readonly Type: string;
  readonly Properties?: JsonObject;
  readonly Metadata?: JsonObject;
  readonly Condition?: string;
}

/** A parameter as a template declares it. What is not checked may be anything. */
export interface TemplateParameter {
  readonly Type?: unknown;
  readonly Default?: unknown;
  readonly NoEcho?: unknown;
  readonly AllowedValues?: unknown;
  readonly AllowedPattern?: unknown;
  readonly MinLength?: unknown;
  readonly MaxLength?: unknown;
  readonly MinValue?: unknown;
  readonly MaxValue?: unknown;
}

export interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  readonly Parameters?: Record<string, TemplateParameter>;
  readonly Conditions?: Record<string, unknown>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

/** One stack of the assembly, nested stacks included. */
export interface Stack {
  /** The stack name in CloudFormation. A nested stack has the logical id of its resource appended. */
  readonly name: string;
  /** As the CDK prints it, e.g. `Prod/Web`. */
  readonly displayName: string;
  readonly region: string;
  readonly account: string;
  /** Path of the template, relative to the folder of the assembly. */
  readonly file: string;
  readonly template: Template;
  /** Construct path by logical id, as far as the assembly has it. */
  readonly constructPaths: ReadonlyMap<string, string>;
  /** Ids of rules that the user acknowledged, by construct path; those of a nested stack are in its parent. */
  readonly acknowledged?: ReadonlyMap<string, readonly string[]>;
  readonly assets: AssetFiles;
  /** The parent of a nested stack, and the parameters that it passes. */
  readonly parent?: { readonly stack: Stack; readonly logicalId: string; readonly parameters: JsonObject };
}

/** The output of `cdk synth`. */
export interface CloudAssembly {
  readonly directory: string;
  readonly stacks: readonly Stack[];
  /** Problems that are found while templates are evaluated. */
  readonly problems: Problem[];
  readonly limits: EvaluationLimits;
  readonly parameters: ParameterValues;
  readonly archives: Archives;
  /** The resources that conditions leave out; they are not in the templates of the stacks. */
  readonly leftOut: readonly LeftOut[];
}

/** Values of the parameters of all stacks. */
export interface ParameterValues {
  /** The text of a parameter; undefined if it has no value. It is then one of the problems. */
  valueOf(stack: Stack, name: string): string | undefined;
  /** Parameters that were needed and have no value. */
  problems(): Problem[];
}

/** A resource that is not deployed, because its condition does not hold. */
export interface LeftOut {
  readonly stack: Stack;
  readonly logicalId: string;
  readonly type: string;
  readonly condition: string;
  readonly resource: TemplateResource;
}

export function resourcesOf(stack: Stack, type: string): [string, TemplateResource][] {
  return Object.entries(stack.template.Resources ?? {}).filter(([, resource]) => resource.Type === type);
}

/**
 * Path of the construct that the user wrote, such as `Web/Site`, and not of the L1 construct inside it
 * (`Web/Site/Resource`).
 */
export function constructPath(stack: Stack, logicalId: string): string {
  const path = stack.constructPaths.get(logicalId);
  return path === undefined ? `${stack.displayName}/${logicalId}` : path.replace(/\/(Resource|CFDistribution)$/, '');
}
