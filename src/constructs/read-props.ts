import type { CfnDistribution } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import { EdgeBehaviors } from './edge-behaviors';
import { ExistingAttachments } from './existing/existing-attachments';
import { annotate } from '../attach/annotations';
import { AppProblems } from '../attach/app-problems';
import { findTarget } from '../attach/target';
import { instanceOf, kind, optional, text, type Property, type Struct } from '../core/problem/kinds';

/** Checked by `findTarget`. */
const distribution = optional(() => []);

const behaviors = optional(instanceOf(EdgeBehaviors, 'use one such as EdgeBehaviors.paths("/docs/*")'));

const runtime = optional(kind('a Runtime', (value) => (
  typeof value === 'object' && value !== null && 'name' in value && typeof value.name === 'string' && 'family' in value
), 'use one such as Runtime.NODEJS_24_X'));

const existing = optional(instanceOf(ExistingAttachments, 'use one such as ExistingAttachments.compose()'));

/** The properties of every construct. */
export const COMMON = {
  distribution, behaviors, existing, runtime, stackId: optional(text),
} satisfies Record<string, Property>;

export interface PropsRead<T> {
  /** The properties that have no errors. */
  readonly given: Partial<T>;
  /** Undefined if there is nothing to attach to. */
  readonly resource?: CfnDistribution;
}

/**
 * Reads the properties of a construct and reports their problems.
 *
 * @param exact False for a subclass, which may have further properties.
 */
export function readProps<T extends object>(
  owner: IConstruct, struct: Struct<T>, props: T & { readonly distribution?: unknown }, exact: boolean,
): PropsRead<T> {
  const { sound, problems } = struct.read(props, '', exact);
  const target = findTarget((props as T & { distribution?: unknown } | undefined)?.distribution);
  AppProblems.of(owner).add(owner, [...target.problems, ...problems]);
  annotate(owner, problems);
  return { given: sound, resource: target.resource };
}
