import type { Problem } from '../../problem';
import type { SiteFacts } from '../site/site-facts';

/** What the checks at synth look at: what `explain` knows of a distribution, and what it is connected with. */
export interface CheckedSite extends SiteFacts {
  /** The places of aliases, behaviors and error responses in the lists of the template, of which some are not known. */
  readonly places: {
    readonly aliases: readonly number[];
    readonly behaviors: readonly number[];
    readonly errorResponses: readonly number[];
  };
  /** Without a leading slash; empty if there is none. */
  readonly rootObject: string;
  readonly certificate: CertificateFacts;
  readonly records: RecordFacts;
  /** The behaviors, by their place in `behaviors`, on which `EdgeErrorMasker` has a page for 404. */
  readonly masked: ReadonlyMap<number, MaskedFacts>;
  /** Parts that are only known at deploy time, which no check sees. */
  readonly unknown: readonly UnknownPart[];
}

export interface CertificateFacts {
  readonly kind: 'none' | 'known' | 'unknown';
  /** The names that it is for, if it is a certificate of the app whose names are all known. */
  readonly names?: readonly string[];
}

/** Route 53 records of the app. */
export interface RecordFacts {
  readonly all: readonly { readonly name: string; readonly pointsTo?: string }[];
  /** Whether there is a record whose name is only known at deploy time. */
  readonly hasUnknown: boolean;
  /** Whether the app has any record or hosted zone: without one, its DNS is elsewhere. */
  readonly isHere: boolean;
}

export interface MaskedFacts {
  /** Construct path. */
  readonly by: string;
  /** Whether a 403, with which S3 answers for a missing object, gets the same answer. */
  readonly isSameFor403: boolean;
}

export interface UnknownPart {
  readonly property: string;
  readonly what: string;
}

/** What is wrong with a distribution, at a path in `DistributionConfig`: `CacheBehaviors[1].ViewerProtocolPolicy`. */
export interface SiteFinding extends Problem {
  readonly path: string;
  /** In terms of the CDK. */
  readonly cure: string;
}

/** The problem of a property, with its cure. */
export function withCure(problem: Problem, path: string, cure: string): SiteFinding {
  return { ...problem, path, cure };
}

/** The property of a behavior, by its place in `behaviors`, where the default one is last. */
export function behaviorProperty({ behaviors, places }: CheckedSite, at: number, name: string): string {
  return `${at === behaviors.length - 1 ? 'DefaultCacheBehavior' : `CacheBehaviors[${places.behaviors[at]}]`}.${name}`;
}

/** Whether elements of a list, or the list, are only known at deploy time: what is not there may be one of them. */
export function hasUnknown({ unknown }: CheckedSite, list: string): boolean {
  return unknown.some(({ property }) => property === list || property.startsWith(`${list}[`));
}
