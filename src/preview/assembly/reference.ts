import type { Stack, TemplateResource } from './cloud-assembly';
import { own } from './json';

/**
 * A value that only exists once deployed: a resource's Ref, or one attribute of it. Kept as an object so that it can be
 * followed.
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

/** What an expression of a template comes to: JSON with references where deployed values would be. */
export type Value = null | boolean | number | string | Reference | Value[] | { readonly [key: string]: Value };

export function isRecord(value: Value | undefined): value is { readonly [key: string]: Value } {
  return typeof value === 'object' && value !== null && !Array.isArray(value) && !(value instanceof Reference);
}

/** The member of a record; `undefined` for anything else, so that missing parts of a template can be walked through. */
export function member(value: Value | undefined, ...path: string[]): Value | undefined {
  let at = value;
  for (const key of path) at = isRecord(at) ? own(at, key) : undefined;
  return at;
}

/** A word of a template: what is no text, number or truth value is none. */
export function word(value: Value | undefined): string {
  return value === undefined || typeof value === 'object' ? '' : String(value);
}

export function listOf(value: Value | undefined): readonly Value[] {
  return Array.isArray(value) ? value : [];
}
