import type { IConstruct } from 'constructs';
import type { EdgeEvent, EdgeHost } from '../../core/facts/edge-events';
import type { Problem } from '../../core/problem';
import type { CompiledRules } from '../../core/redirects/compile';
import type { StepPart } from '../../core/slots/parts';
import type { BehaviorSelector } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import type { EdgeFunctionSettings } from './function-settings';
import { LazyConfig, type StepConfig } from './lazy-config';

/**
 * The order of the steps of a slot, whichever construct came first in the user's code.
 *
 * A redirect is decided before an error is masked (a moved page is not a missing page), and headers come last so that
 * generated answers get them too.
 */
export enum StepOrder {
  USER_FIRST = 0,
  REDIRECT = 100,
  MASK_ERRORS = 200,
  USER = 500,
  HEADERS = 900,
  USER_LAST = 1000,
}

/** One step as it is baked into the function. */
export interface BakedStep {
  readonly part: StepPart;
  readonly config: StepConfig;
  /** Large constant data, e.g. compiled redirect rules. */
  readonly data?: Uint8Array;
  /** The text of a file of the user, for the part `custom`. */
  readonly code?: string;
  /** Objects of S3 that the function may read: these and nothing else. */
  readonly objects?: readonly S3Object[];
}

/** One step as a construct adds it, before all others are there. */
export interface Step extends Omit<BakedStep, 'config'> {
  readonly config: StepConfig | LazyConfig;
}

export interface S3Object {
  readonly bucketName: string;
  readonly key: string;
}

/** What one construct adds to the functions of a distribution. */
export interface Contribution {
  /** Who adds it, for messages and for the scope of errors. */
  readonly owner: IConstruct;
  readonly event: EdgeEvent;
  /** @default 'lambda-edge' */
  readonly host?: EdgeHost;
  /** What the owner asks for about the shared functions. */
  readonly settings?: EdgeFunctionSettings;
  readonly behaviors: BehaviorSelector;
  readonly order: StepOrder;
  readonly step: Step;
  /** Have Lambda@Edge put the body of requests into the event, for all steps of the function. */
  readonly includeBody?: boolean;
  /**
   * Only wanted where another step makes the slot exist: headers have to be put on the answers of a viewer-request
   * function, but do not justify one.
   */
  readonly companion?: boolean;
  /** Only of use to documents, so that on a behavior that is known to serve none it is a companion. */
  readonly forDocuments?: boolean;
  /** Asked at synth for each behavior that the step lands on. */
  readonly check?: (behavior: NamedBehavior) => Problem[];
  /** Asked once at synth, with all behaviors in CloudFront's order, for warnings. */
  readonly notice?: (behaviors: readonly NamedBehavior[]) => Problem[];
  /** The rules of a redirector, for the others on the distribution. */
  readonly redirects?: OfferedRules;
  /** Asked once at synth, with all that is put on the distribution: each may be right, and wrong together. */
  readonly among?: (contributions: readonly BakedContribution[], behaviors: readonly NamedBehavior[]) => Problem[];
}

/** A contribution when all constructs are there. */
export interface BakedContribution extends Contribution {
  readonly step: BakedStep;
  /** Whether a behavior is known to serve no documents, for what is `forDocuments`. */
  readonly withoutDocuments?: (pattern: string) => boolean;
}

/** Whether a contribution follows others on a behavior, and is no reason for a function by itself. */
export function isCompanion(contribution: BakedContribution, pattern: string): boolean {
  const { companion = false, forDocuments = false, withoutDocuments } = contribution;
  return companion || (forDocuments && (withoutDocuments?.(pattern) ?? false));
}

/**
 * Computes the configurations that wait for all constructs. A step of two contributions stays one, so that its key is
 * computed once.
 */
export function bakedContributions(contributions: readonly Contribution[]): BakedContribution[] {
  const baked = new Map<Step, BakedStep>();
  const bake = ({ config, ...step }: Step): BakedStep => (
    { ...step, config: config instanceof LazyConfig ? config.compute() : config });
  return contributions.map((contribution) => {
    const step = baked.get(contribution.step) ?? bake(contribution.step);
    baked.set(contribution.step, step);
    return { ...contribution, step };
  });
}

/** What a redirector tells others about itself. */
export interface OfferedRules {
  readonly compiled: Required<CompiledRules>;
  /** Paths that it does not redirect, asked when all constructs are there. */
  readonly errorPages: () => readonly string[];
}

export function hostOf({ host }: Pick<Contribution, 'host'>): EdgeHost {
  return host ?? 'lambda-edge';
}

/** A response headers policy for the selected behaviors. */
export interface PolicyContribution {
  readonly owner: IConstruct;
  readonly behaviors: BehaviorSelector;
  readonly policyId: string;
  /** What the policy says, as far as it is the user's. */
  readonly content: unknown;
}
