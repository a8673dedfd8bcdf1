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

export interface Template {
  readonly Resources?: Record<string, TemplateResource>;
  readonly Outputs?: Record<string, { Value: unknown; Export?: { Name: unknown } }>;
  readonly Parameters?: Record<string, { Default?: unknown; Type?: string }>;
  readonly Conditions?: Record<string, unknown>;
  readonly Mappings?: Record<string, Record<string, Record<string, unknown>>>;
}

/** One stack of the assembly, nested stacks included. */
export interface Stack {
  /** The name that CloudFormation will know it by; a nested stack has the logical id of its resource appended. */
  readonly name: string;
  /** As the CDK shows it, e.g. `Prod/Web`. */
  readonly displayName: string;
  readonly region: string;
  readonly account: string;
  /** The template's file, as seen from the folder of the assembly. */
  readonly file: string;
  readonly template: Template;
  /** Construct path by logical id, as far as the assembly tells. */
  readonly constructPaths: ReadonlyMap<string, string>;
  readonly assets: AssetFiles;
  /** A nested stack's parent, and what it hands down. */
  readonly parent?: { readonly stack: Stack; readonly logicalId: string; readonly parameters: JsonObject };
}

/** What `cdk synth` wrote. */
export interface CloudAssembly {
  readonly directory: string;
  readonly stacks: readonly Stack[];
  /** What turns out to be wrong with templates while their values are looked at. */
  readonly problems: Problem[];
  readonly limits: EvaluationLimits;
}

export function resourcesOf(stack: Stack, type: string): [string, TemplateResource][] {
  return Object.entries(stack.template.Resources ?? {}).filter(([, resource]) => resource.Type === type);
}

/** `Web/Site` rather than `Web/Site/Resource`: the construct that a user wrote, not the L1 inside it. */
export function constructPath(stack: Stack, logicalId: string): string {
  const path = stack.constructPaths.get(logicalId);
  return path === undefined ? `${stack.displayName}/${logicalId}` : path.replace(/\/(Resource|CFDistribution)$/, '');
}
