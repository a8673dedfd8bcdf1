import type { Stack, TemplateResource } from './cloud-assembly';
import { own } from './json';

/**
 * A value that exists only after the deployment: a resource's Ref or one of its attributes. It is an object, so that
 * the resource can be found.
 */
export class Reference {
  constructor(readonly stack: Stack, readonly logicalId: string, readonly attribute?: string) {}

  get resource(): TemplateResource {
    return own(this.stack.template.Resources, this.logicalId) ?? { Type: 'Unknown' };
  }

  sameResource(other: Reference): boolean {
    return other.stack === this.stack && other.logicalId === this.logicalId;
  }
}

/** The value of an expression in a template: JSON with references for values that exist only after the deployment. */
export type Value = null | boolean | number | string | Reference | Value[] | { readonly [key: string]: Value };

export function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);
}

/** A member by its path; `undefined` if a part of the path is missing or not a record. */
export function member(value: Value | undefined, ...path: string[]): Value | undefined {
  let at = value;
  for (const key of path) at = isRecord(at) ? own(at, key) : undefined;
  return at;
}

/** A scalar as text; empty for anything that is not a string, number or boolean. */
export function scalar(value: Value | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

export function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
