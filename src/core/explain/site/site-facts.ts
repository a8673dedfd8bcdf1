import type { EdgeEvent, EdgeHost } from '../../facts/edge-events';

/** What the template of a distribution has of what decides about errors. */
export interface SiteFacts {
  /** Construct path. */
  readonly name: string;
  /** Path of the template, for evidence. */
  readonly template: string;
  readonly aliases: readonly string[];
  /** Whether an alias is only known at deploy time. */
  readonly hasUnknownAliases: boolean;
  /** `whitelist` or `blacklist` with its countries. */
  readonly geoRestriction?: { readonly type: string; readonly countries: readonly string[] };
  readonly webAcl?: WebAclFacts;
  /** In the order in which CloudFront matches them; the default behavior (`*`) is last. */
  readonly behaviors: readonly BehaviorFacts[];
  readonly errorResponses: readonly ErrorResponseFacts[];
}

export interface WebAclFacts {
  readonly name: string;
  /** The statuses of custom responses, by the name of the rule. */
  readonly customResponses: readonly { readonly rule: string; readonly status: number; readonly body?: string }[];
  /** Whether all its rules are known; those of a web ACL of another app are not. */
  readonly isKnown: boolean;
}

export interface BehaviorFacts {
  readonly pathPattern: string;
  readonly viewerProtocolPolicy: string;
  readonly allowedMethods: readonly string[];
  /** Names of trusted key groups and signers. */
  readonly trustedKeys: readonly string[];
  /** Those of an origin group, or the only one. */
  readonly origins: readonly OriginFacts[];
  readonly functions: readonly FunctionFacts[];
}

export interface OriginFacts {
  readonly id: string;
  readonly domainName: string;
  readonly kind: 's3' | 's3-website' | 'custom';
  /** Whether CloudFront may list the bucket; undefined if the bucket is not in the app. */
  readonly mayList?: boolean;
}

export interface FunctionFacts {
  readonly name: string;
  readonly host: EdgeHost;
  readonly event: EdgeEvent;
  /** Our steps in it, by the name of their part; empty for a function of the user alone. */
  readonly parts: readonly string[];
  /** The header that marks errors of the origin, if `EdgeErrorMasker` has one. */
  readonly sourceHeader?: string;
  /** Rules with the status of an error, with the place where each was written. */
  readonly errorRules: readonly ErrorRule[];
}

export interface ErrorRule {
  readonly status: number;
  /** `redirects.json:3:5`. */
  readonly place: string;
  /** The path that it matches, if that is one path. */
  readonly path?: string;
}

export interface ErrorResponseFacts {
  readonly errorCode: number;
  readonly pagePath?: string;
  readonly responseCode?: number;
}
