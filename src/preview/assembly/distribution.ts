import type { Reference } from './reference';
import type { EdgeEvent } from '../../core/facts/edge-events';
import type {
  CachePolicySettings,
  OriginRequestPolicySettings,
  ResponseHeadersPolicySettings,
} from '../../core/facts/policy-settings';
import type { WebAcl } from '../waf/web-acl';

/** A distribution as its template declares it, with all references resolved. */
export interface Distribution {
  readonly logicalId: string;
  readonly constructPath: string;
  /** A placeholder for the name that CloudFront would assign. */
  readonly domainName: string;
  readonly aliases: readonly string[];
  /** Without a leading slash; empty if there is none. */
  readonly defaultRootObject: string;
  /** In the order in which CloudFront matches them; the default behavior (`*`) is last. */
  readonly behaviors: readonly Behavior[];
  readonly origins: ReadonlyMap<string, OriginSettings>;
  readonly originGroups: ReadonlyMap<string, OriginGroup>;
  readonly errorResponses: ReadonlyMap<number, CustomErrorResponse>;
  readonly webAcl?: WebAcl;
  readonly geoRestriction?: GeoRestriction;
}

/** Countries from which requests are allowed, or refused. */
export interface GeoRestriction {
  readonly type: 'whitelist' | 'blacklist';
  /** Codes in two capital letters. */
  readonly countries: readonly string[];
}

export interface Behavior {
  readonly pathPattern: string;
  /** An origin or an origin group. */
  readonly targetOriginId: string;
  readonly allowedMethods: readonly string[];
  readonly cachedMethods: readonly string[];
  readonly compress: boolean;
  readonly viewerProtocolPolicy: string;
  /** The keys that sign URLs and cookies, if viewers need a signature. */
  readonly trustedKeys?: TrustedKeys;
  readonly cachePolicy: CachePolicySettings;
  readonly originRequestPolicy?: OriginRequestPolicySettings;
  readonly responseHeadersPolicy?: ResponseHeadersPolicySettings;
  /** True with the legacy cache settings (ForwardedValues): headers that are not listed are forwarded, too. */
  readonly forwardsOtherHeaders: boolean;
  readonly functions: Readonly<Partial<Record<EdgeEvent, EdgeFunction>>>;
}

/** The trusted key groups of a behavior. */
export interface TrustedKeys {
  /** Public keys in PEM. */
  readonly keys: readonly string[];
  /** False if a group or a key is not in the app: a signature may be one of its keys. */
  readonly areAllKnown: boolean;
}

export type EdgeFunction = LambdaEdgeFunction | CloudFrontFunction;

/** The resource of a function. `template` is a path relative to the folder of the assembly. */
export interface FunctionResource {
  readonly template: string;
  readonly logicalId: string;
}

export interface LambdaEdgeFunction extends FunctionResource {
  readonly host: 'lambda-edge';
  /** Identifies the published version; warm workers are kept by it. */
  readonly key: string;
  readonly name: string;
  readonly runtime: string;
  /** `file.export`, as in Lambda. */
  readonly handler: string;
  readonly code: LambdaCode;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly includeBody: boolean;
}

/** Inline code is a single file named `index`; an asset is a folder on disk. */
export type LambdaCode = { readonly inline: string } | { readonly directory: string };

export interface CloudFrontFunction extends FunctionResource {
  readonly host: 'cloudfront-function';
  readonly key: string;
  readonly name: string;
  readonly runtime: string;
  readonly code: string;
  /** The content of the function's key value store, as far as the app declares it. */
  readonly keyValues: Readonly<Record<string, string>>;
  /** The names of that store: logical id and construct path, or its id if it is of another app. Empty without one. */
  readonly stores: readonly string[];
}

export interface OriginSettings {
  readonly id: string;
  readonly domainName: string;
  /** Empty, or with a leading slash and without a trailing one. */
  readonly path: string;
  readonly customHeaders: readonly { readonly name: string; readonly value: string }[];
  readonly kind: 's3' | 's3-website' | 'custom';
  /** The bucket behind an S3 origin, when it is in this app. */
  readonly bucket?: Reference;
  /** An origin in a VPC, which functions cannot change. */
  readonly isVpc?: true;
  readonly custom: CustomOriginSettings;
  /** Undefined if CloudFront does not sign the requests. */
  readonly accessControl?: AccessControl;
  readonly overrides?: OriginOverrides;
}

/** Origin access control that signs requests. */
export interface AccessControl {
  /** With `no-override`, requests that have an Authorization header are not signed. */
  readonly signing: 'always' | 'no-override';
  /** `s3`, `lambda` and others. */
  readonly type: string;
}

/** What only a CloudFront Function can say of an origin. */
export interface OriginOverrides {
  readonly hostHeader?: string;
  /** The server name in TLS. */
  readonly sni?: string;
  readonly allowedCertificateNames?: readonly string[];
}

/** The settings of CloudFront's connection. Only attempts and timeouts apply to S3 origins. */
export interface CustomOriginSettings {
  readonly protocolPolicy: 'http-only' | 'https-only' | 'match-viewer';
  readonly httpPort: number;
  readonly httpsPort: number;
  readonly sslProtocols: readonly string[];
  readonly readTimeoutSec: number;
  readonly keepaliveTimeoutSec: number;
  readonly connectionAttempts: number;
  readonly connectionTimeoutSec: number;
  /** For the whole response and all attempts; undefined without a limit. */
  readonly responseCompletionTimeoutSec?: number;
}

export interface OriginGroup {
  readonly primaryId: string;
  readonly secondaryId: string;
  readonly statusCodes: readonly number[];
}

export interface CustomErrorResponse {
  readonly errorCode: number;
  /** Path of the page. An entry without one only sets the caching time. */
  readonly pagePath?: string;
  readonly responseCode?: number;
  readonly cachingMinTtlSec?: number;
}
