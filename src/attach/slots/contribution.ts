import type { CfnCondition } from 'aws-cdk-lib';
import type { CfnResponseHeadersPolicy } from 'aws-cdk-lib/aws-cloudfront';
import type { IConstruct } from 'constructs';
import type { Existing } from './existing';
import type { EdgeFunctionSettings } from './function-settings';
import { LazyConfig, type StepConfig } from './lazy-config';
import type { StepFiles } from './step-files';
import type { EdgeEvent, EdgeHost } from '../../core/facts/edge-events';
import type { Problem } from '../../core/problem';
import type { CompiledRules } from '../../core/redirects/compile';
import type { HostChoice } from '../../core/redirects/cost/host-choice';
import type { RuleKind } from '../../core/redirects/store/kinds';
import type { FunctionPart, StepPart } from '../../core/slots/parts';
import type { BehaviorSelector } from '../behavior-selector';
import type { NamedBehavior } from '../behaviors';
import type { ExistingLambda } from '../existing/lambda/existing-lambda';

/**
 * The order of the steps of a slot, independent of the order of constructs in the user's code.
 *
 * Redirects are decided before errors are masked (a moved page is not a missing page), and headers come last so that
 * generated responses get them, too.
 */
export enum StepOrder {
  /** Not a step of its own: it decides whether the others run. */
  FAILOVER = -2,
  EXISTING_FIRST = -1,
  USER_FIRST = 0,
  REDIRECT = 100,
  /** After the rules of all redirectors, which see the path of the viewer. */
  PRETTY_URLS = 150,
  MASK_ERRORS = 200,
  USER = 500,
  /** After our steps, but its answers to requests get headers as well. */
  EXISTING_BEFORE_HEADERS = 800,
  HEADERS = 900,
  USER_LAST = 1000,
  EXISTING_LAST = 1001,
}

/** A step with its final configuration, as it becomes part of the function. */
export interface BakedStep {
  readonly part: StepPart;
  readonly config: StepConfig;
  /** Large constant data, e.g. compiled redirect rules. */
  readonly data?: Uint8Array;
  /** The text of a file of the user, for the part `custom`. */
  readonly code?: string;
  /** The same file with the files that it needs, if there are any. */
  readonly files?: StepFiles;
  /** Values that CloudFormation inserts into `code`, by the names that stand for them. */
  readonly values?: Readonly<Record<string, string>>;
  /** For the code of an existing function: whether it runs before the steps of this library. */
  readonly existing?: { readonly first: boolean };
  /** The condition of the template under which the existing function is there. */
  readonly condition?: CfnCondition;
  /** For an existing Lambda@Edge function: what ours takes over from it. */
  readonly lambda?: ExistingLambda;
  /** Prebuilt parts of a CloudFront Function that the code needs, and shares with those of other steps. */
  readonly shared?: readonly FunctionPart[];
  /** Of `shared`, what depends on the rules that a key value store may have. */
  readonly kinds?: StoreKinds;
  /** Of rules in a CloudFront Function: whether they may let a request pass because of a date or a condition. */
  readonly varies?: boolean;
  /** Whether its code logs with `cf.logCustomData`. */
  readonly logs?: boolean;
  /** ARN of the KeyValueStore that the code reads. */
  readonly keyValueStore?: string;
  /** The S3 objects that the function may read. */
  readonly objects?: readonly S3Object[];
}

/** A step as a construct contributes it: its configuration may depend on constructs that are added later. */
export interface Step extends Omit<BakedStep, 'config'> {
  readonly config: StepConfig | LazyConfig;
}

/** The kinds of rules that a key value store may have. */
export interface StoreKinds {
  readonly declared: readonly RuleKind[];
  /** Those of rules that are known at synth. */
  readonly used: () => readonly RuleKind[];
}

export interface S3Object {
  readonly bucketName: string;
  readonly key: string;
}

/** A step on a host. */
export interface HostedStep {
  /** @default 'lambda-edge' */
  readonly host?: EdgeHost;
  readonly step: Step;
  /** Problems on one of the behaviors that the step is attached to. Called at synth. */
  readonly check?: (behavior: NamedBehavior) => Problem[];
  /** The same rules in a key value store; undefined if they are too many to find out here whether they can be there. */
  readonly inStore?: () => HostedStep | undefined;
  /** Bytes that its code has at least, known without making it: a list may have a million rules. */
  readonly leastBytes?: () => number;
}

/** A step that a construct adds to the functions of a distribution. */
export interface Contribution extends HostedStep {
  /** The construct that adds it: errors and warnings are reported for it. */
  readonly owner: IConstruct;
  readonly event: EdgeEvent;
  /** The same step for the other host, if the choice is left to the slots: see `host-choice.ts`. */
  readonly alternative?: HostedStep;
  /** Settings of the owner for the shared functions. */
  readonly settings?: EdgeFunctionSettings;
  /** What the owner does about a function that is there; undefined if it says nothing. */
  readonly existing?: Existing;
  readonly behaviors: BehaviorSelector;
  readonly order: StepOrder;
  /** Whether Lambda@Edge includes the request body in the event, for all steps of the function. */
  readonly includeBody?: boolean;
  /**
   * Added only where another step needs a function: the responses of a viewer-request function have to get headers, but
   * headers alone do not justify such a function.
   */
  readonly companion?: boolean;
  /**
   * How a user chooses the host, and with it another event: by the property `host` or the file of a step, or by
   * composing, after which the step follows a CloudFront Function; or the host alone by the property `engine`. For
   * messages; absent if there is no choice.
   */
  readonly hostChoice?: 'property' | 'file' | 'composing' | 'engine';
  /** Says which host was chosen, if not as of redirects. */
  readonly hostNote?: (choice: HostChoice) => Problem;
  /** How to do without the function, for the message about an event that is taken. */
  readonly withoutFunction?: string;
  /** A companion on behaviors that cannot serve documents, because only documents use it. */
  readonly forDocuments?: boolean;
  /** Warnings about all behaviors, in CloudFront's order. Called once, at synth. */
  readonly warnings?: (behaviors: readonly NamedBehavior[]) => Problem[];
  /** The rules of a redirector, for the checks of other constructs on the distribution. */
  readonly redirects?: SharedRules;
  /** Problems of all contributions together, although each is valid by itself. Called once, at synth. */
  readonly checkTogether?: (
    contributions: readonly BakedContribution[], behaviors: readonly NamedBehavior[],
  ) => Problem[];
}

/** A contribution with its final configuration, when all constructs have contributed. */
export interface BakedContribution extends Contribution {
  readonly step: BakedStep;
  /** For the code of an existing function: its name. A slot has a function for each, since one of them runs. */
  readonly variant?: string;
  /** Path patterns where conditions of the template decide whether the variant runs. */
  readonly optionalOn?: ReadonlySet<string>;
  /** Path patterns where conditions may leave out all variants. */
  readonly leftOutOn?: ReadonlySet<string>;
  /** Whether the behavior with a path pattern cannot serve documents. Makes contributions `forDocuments` companions. */
  readonly withoutDocuments?: (pattern: string) => boolean;
}

/** Whether the step is added to a behavior only where another step needs a function. */
export function isCompanion(contribution: BakedContribution, pattern: string): boolean {
  const { companion = false, forDocuments = false, withoutDocuments } = contribution;
  return companion || (forDocuments && (withoutDocuments?.(pattern) ?? false));
}

/** A step with its final configuration. */
export function bakedStep({ config, ...step }: Step): BakedStep {
  return { ...step, config: config instanceof LazyConfig ? config.compute() : config };
}

/**
 * Computes the lazy configurations. A step that two contributions share stays one object, so that its key is computed
 * once.
 */
export function bakedContributions(contributions: readonly Contribution[]): BakedContribution[] {
  const baked = new Map<Step, BakedStep>();
  return contributions.map((contribution) => {
    const step = baked.get(contribution.step) ?? bakedStep(contribution.step);
    baked.set(contribution.step, step);
    return { ...contribution, step };
  });
}

/** The rules of a redirector, as other constructs see them. */
export interface SharedRules {
  readonly compiled: Required<CompiledRules>;
  /** The default root object of the distribution; empty if there is none, or if it is not known at synth. */
  readonly rootObject: string;
  /** Paths that it does not redirect. Only complete when all constructs have contributed. */
  readonly errorPages: () => readonly string[];
}

export function hostOf({ host }: Pick<Contribution, 'host'>): EdgeHost {
  return host ?? 'lambda-edge';
}

/** A response headers policy for the selected behaviors. */
export interface PolicyContribution {
  readonly owner: IConstruct;
  /** What the owner does about a policy that is there; undefined if it says nothing. */
  readonly existing?: Existing;
  readonly behaviors: BehaviorSelector;
  readonly policyId: string;
  /** The resource of the policy. */
  readonly policy: CfnResponseHeadersPolicy;
  /** The headers that a function sets, in lower case. */
  readonly byFunction: readonly string[];
  /** Whether that function is on viewer-response, after others: what they do with these headers does not matter. */
  readonly functionLast?: boolean;
  /** The part of the policy that the user wrote. */
  readonly content: unknown;
}
